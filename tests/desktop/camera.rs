//! The native app on a machine without a camera: it says so, and files are beside it.

use anyhow::Result;

use crate::support::fixture::receipt;
use crate::support::window::Desk;

/// Whether this machine has a camera, which would then be opened.
fn has_camera() -> bool {
    let nodes = std::fs::read_dir("/dev").into_iter().flatten().flatten();
    let names = nodes.map(|node| node.file_name().to_string_lossy().into_owned());
    names.into_iter().any(|name| name.starts_with("video"))
}

#[tokio::test]
async fn without_a_camera_a_file_is_beside_the_reason() -> Result<()> {
    if has_camera() {
        eprintln!("not tested: this machine has a camera");
        return Ok(());
    }
    let (image, expected) = receipt("us")?;
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.click("welcome-skip").await.ok();
    window.find("nav-scan").await?;
    window.ask("location.hash = '#/camera';").await?;
    let missing =
        "return document.querySelector('[data-testid=finder]')?.dataset.sight === 'missing';";
    window.until("there is no camera", missing).await?;
    assert!(window.all("camera-other").await?.is_empty(), "no other one");
    let said = window.text("camera-none").await?;
    assert!(said.contains("There is no camera here"), "{said}");

    window.click("camera-again").await?;
    window.until("there still is none", missing).await?;
    window.choose("camera-file-instead", &image).await?;
    window.find("review-accept").await?;
    assert_eq!(window.value("review-total").await?, expected.total);
    window.close().await
}
