//! Notifications of the system.

use tauri::AppHandle;

/// Posts a notification; a click on it opens the window at this place.
pub fn post(app: &AppHandle, title: &str, body: &str, place: &'static str) {
    let mut notification = notify_rust::Notification::new();
    notification
        .appname("Larder")
        .summary(title)
        .body(body)
        .icon("larder-desktop");
    #[cfg(all(unix, not(target_os = "macos")))]
    notification.action("default", "");
    let app = app.clone();
    // It waits for the click.
    std::thread::spawn(move || match notification.show() {
        #[cfg(all(unix, not(target_os = "macos")))]
        Ok(shown) => shown.wait_for_action(|action| {
            if action == "default" {
                crate::window::open(&app, place);
            }
        }),
        #[cfg(not(all(unix, not(target_os = "macos"))))]
        Ok(_) => drop((app, place)),
        Err(error) => eprintln!("no notification could be posted: {error}"),
    });
}
