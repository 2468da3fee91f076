//! A camera without a device: what acts as one gives frames of our own making, and everything
//! behind it is what a real one goes through.

mod film;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use image::RgbImage;
use nokhwa::utils::{CameraFormat, FrameFormat};
use nokhwa::{Buffer, NokhwaError};
use pantry::kept::camera::{Look, NoSight};

use super::picture::{decode, photo, preview};
use super::stream::{Patience, Stream};
use super::{Cameras, device, form, jpeg};
use film::{Film, buffer, frame, mjpeg, scene};

/// What colours may differ by: chroma is halved, and JPEG loses some.
const TOLERANCE: u8 = 14;

const UNPLUGGED: &str = "No such device (os error 19)";

pub fn patience() -> Patience {
    Patience {
        first: Duration::from_secs(5),
        next: Duration::from_millis(400),
        photo: Duration::from_secs(5),
        page: Duration::from_secs(2),
    }
}

/// The same frame in the buffer of a device, behind it the end of an earlier, larger one.
fn in_its_buffer(whole: &Buffer) -> Buffer {
    let rest = [7, 0xff, 0xda, 1, 2, 3, 0xff, 0xd9, 0, 0];
    let bytes = [whole.buffer(), &rest].concat();
    Buffer::new(whole.resolution(), &bytes, whole.source_frame_format())
}

fn is_like(seen: &RgbImage, real: &RgbImage) -> bool {
    let mut channels = seen.as_raw().iter().zip(real.as_raw());
    seen.dimensions() == real.dimensions()
        && channels.all(|(one, other)| one.abs_diff(*other) <= TOLERANCE)
}

fn opened(jpeg: &[u8]) -> RgbImage {
    let format = image::ImageFormat::Jpeg;
    let opened = image::load_from_memory_with_format(jpeg, format);
    opened.expect("a whole JPEG").into_rgb8()
}

const FORMATS: [FrameFormat; 5] = [
    FrameFormat::MJPEG,
    FrameFormat::YUYV,
    FrameFormat::NV12,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
];

#[test]
fn frames_of_every_form_have_the_colours_of_the_scene() {
    let scene = scene(64, 48);
    for format in FORMATS {
        let whole = in_its_buffer(&frame(&scene, format));
        let seen = decode(&whole).expect("it is whole");
        assert!(is_like(&seen, &scene), "{format}");
        let shown = opened(&preview(&whole).expect("it is whole"));
        assert!(is_like(&shown, &scene), "{format} as the page shows it");
        let taken = opened(&photo(&whole).expect("it is whole"));
        assert!(is_like(&taken, &scene), "{format} as a photo");
    }
}

#[test]
fn what_is_cut_short_is_no_picture() {
    let scene = scene(64, 48);
    for format in FORMATS {
        let whole = frame(&scene, format);
        let half = &whole.buffer()[..whole.buffer().len() / 2];
        for cut in [half, &[], &whole.buffer()[..1]] {
            let cut = buffer(&scene, cut, format);
            assert!(preview(&cut).is_none() && photo(&cut).is_none(), "{format}");
        }
    }
    // It looks whole from outside.
    let mut torn = mjpeg(&scene);
    let scan = torn.windows(2).position(|two| two == [0xff, 0xda]);
    torn.drain(scan.expect("a scan") + 40..torn.len() - 2);
    photo(&buffer(&scene, &torn, FrameFormat::MJPEG));
    let noise: Vec<u8> = (0..9_000_u32).map(|at| ((at * at) >> 3) as u8).collect();
    let mut noise = buffer(
        &scene,
        &[&[0xff, 0xd8], &noise[..]].concat(),
        FrameFormat::MJPEG,
    );
    assert!(photo(&noise).is_none());
    noise = buffer(
        &scene,
        &[0xff, 0xd8, 0xff, 0xc4, 0, 0, 0xff],
        FrameFormat::MJPEG,
    );
    assert!(photo(&noise).is_none());
}

#[test]
fn a_small_jpeg_of_the_device_goes_through_as_it_is() {
    let small = scene(1_280, 720);
    let whole = frame(&small, FrameFormat::MJPEG);
    assert_eq!(
        preview(&in_its_buffer(&whole)).as_deref(),
        Some(whole.buffer())
    );
    assert_eq!(
        photo(&in_its_buffer(&whole)).as_deref(),
        Some(whole.buffer())
    );

    let large = scene(1_920, 1_080);
    let shown = opened(&preview(&frame(&large, FrameFormat::MJPEG)).expect("it is whole"));
    assert!(
        is_like(&shown, &small),
        "made smaller: {:?}",
        shown.dimensions()
    );
}

#[test]
fn a_jpeg_without_its_tables_gets_them() {
    let scene = scene(64, 48);
    let whole = mjpeg(&scene);
    let bare = without_tables(&whole);
    let outline = jpeg::outline(&bare).expect("it is whole");
    assert!(!outline.has_tables && bare.len() < whole.len());
    let bare = buffer(&scene, &bare, FrameFormat::MJPEG);
    for made in [preview(&bare), photo(&bare)] {
        let made = made.expect("every decoder of moving JPEG knows the tables");
        assert!(jpeg::outline(&made).is_some_and(|own| own.has_tables));
        assert!(is_like(&opened(&made), &scene));
    }
}

fn without_tables(whole: &[u8]) -> Vec<u8> {
    let (mut kept, mut at) = (whole[..2].to_vec(), 2);
    loop {
        let length = usize::from(u16::from_be_bytes([whole[at + 2], whole[at + 3]]));
        match whole[at + 1] {
            0xc4 => {}
            0xda => return [&kept[..], &whole[at..]].concat(),
            _ => kept.extend(&whole[at..at + 2 + length]),
        }
        at += 2 + length;
    }
}

fn small() -> CameraFormat {
    CameraFormat::new_from(64, 48, FrameFormat::YUYV, 100)
}

fn read_error(why: &str) -> NokhwaError {
    NokhwaError::ReadFrameError(why.to_owned())
}

fn picture(look: Look) -> Vec<u8> {
    match look {
        Look::Picture(jpeg) => jpeg,
        Look::Without(why) => panic!("no picture: {why:?}"),
    }
}

async fn until_it_ends(stream: &Stream) -> NoSight {
    loop {
        if let Look::Without(why) = stream.next().await {
            return why;
        }
    }
}

#[tokio::test]
async fn the_page_sees_more_than_fifteen_pictures_a_second() {
    // nokhwa's decoding is generic, so here it is compiled without optimisation, and other
    // tests have the machine, too.
    let most = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });
    let patient = Patience {
        next: Duration::from_secs(5),
        ..patience()
    };
    for form in [
        CameraFormat::new_from(1_280, 720, FrameFormat::MJPEG, 30),
        CameraFormat::new_from(640, 480, FrameFormat::YUYV, 30),
        CameraFormat::new_from(640, 480, FrameFormat::NV12, 30),
    ] {
        let film = Film::of(&[form]);
        let stream = Stream::start(move || Ok(Box::new(film)), patient);
        picture(stream.next().await);
        let mut best = Duration::MAX;
        // Another program may have the machine for a while.
        for _ in 0..3 {
            let begun = Instant::now();
            for _ in 0..30 {
                picture(stream.next().await);
            }
            best = best.min(begun.elapsed());
        }
        eprintln!("30 pictures of {form} in {best:?}");
        assert!(best <= most, "30 of {form} in {best:?}");
        stream.close().await;
    }
}

#[tokio::test]
async fn a_page_that_is_slow_gets_the_newest() {
    let grey = |light: u8| RgbImage::from_pixel(64, 48, image::Rgb([light; 3]));
    let mut film = Film::of(&[small()]);
    let (count, counted) = std::sync::mpsc::channel();
    film = film.before(move |at| {
        count.send(at).ok();
        Ok(())
    });
    film.frames = vec![frame(&grey(90), FrameFormat::YUYV)];
    let stream = film.run();
    picture(stream.next().await);
    let seen = counted.try_iter().last().unwrap_or(0);
    tokio::time::sleep(Duration::from_millis(300)).await;
    // The device goes on meanwhile, and what it gave is not kept for anybody.
    let passed = counted.try_iter().last().unwrap_or(0);
    assert!(passed > seen + 5, "{seen} → {passed}");
    picture(stream.next().await);
    let then = counted.try_iter().last().unwrap_or(passed);
    assert!(then > passed, "a new one: {passed} → {then}");
    stream.close().await;
}

#[tokio::test]
async fn a_photo_is_as_large_as_the_camera_can_make_it() {
    let large = CameraFormat::new_from(1_600, 1_200, FrameFormat::MJPEG, 20);
    let stream = Film::of(&[small(), large]).run();
    let size = |jpeg: &[u8]| jpeg::outline(jpeg).map(|own| (own.width, own.height));
    for _ in 0..2 {
        assert_eq!(size(&picture(stream.next().await)), Some((64, 48)));
        let taken = picture(stream.take().await);
        assert_eq!(size(&taken), Some((1_600, 1_200)));
    }
    assert_eq!(size(&picture(stream.next().await)), Some((64, 48)));
    stream.close().await;

    let mut film = Film::of(&[small(), large]);
    film.refuses = Some(large);
    let stream = film.run();
    assert_eq!(size(&picture(stream.take().await)), Some((64, 48)));
    picture(stream.next().await);
    stream.close().await;
}

#[tokio::test]
async fn a_device_that_vanishes_is_lost_and_nothing_hangs() {
    let begun = Instant::now();
    let gone = |at: u32| match at {
        0..10 => Ok(()),
        _ => Err(read_error(UNPLUGGED)),
    };
    let stream = Film::of(&[small()]).before(gone).run();
    picture(stream.next().await);
    assert_eq!(until_it_ends(&stream).await, NoSight::Lost);
    // It stays gone, for photos too.
    assert_eq!(stream.next().await, Look::Without(NoSight::Lost));
    assert_eq!(stream.take().await, Look::Without(NoSight::Lost));
    stream.close().await;

    // In the middle of a photo, in the form that is only for photos.
    let large = CameraFormat::new_from(640, 480, FrameFormat::MJPEG, 50);
    // How many frames come before the photo is asked for depends on how busy the machine is.
    let is_asked = Arc::new(AtomicBool::new(false));
    let asked = is_asked.clone();
    let gone = move |_: u32| match asked.load(Ordering::SeqCst) {
        false => Ok(()),
        true => Err(read_error(UNPLUGGED)),
    };
    let stream = Film::of(&[small(), large]).before(gone).run();
    picture(stream.next().await);
    is_asked.store(true, Ordering::SeqCst);
    assert_eq!(stream.take().await, Look::Without(NoSight::Lost));
    assert_eq!(until_it_ends(&stream).await, NoSight::Lost);
    assert!(
        begun.elapsed() < Duration::from_secs(6),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn a_device_that_hangs_or_breaks_its_driver_is_lost() {
    let hang = |at: u32| {
        if at >= 5 {
            std::thread::sleep(Duration::from_secs(60));
        }
        Ok(())
    };
    let breaks = |at: u32| match at {
        0..5 => Ok(()),
        _ => panic!("as a driver's wrapper does"),
    };
    let errs = |at: u32| match at {
        0..5 => Ok(()),
        _ => Err(read_error("Input/output error (os error 5)")),
    };
    let films = [
        Film::of(&[small()]).before(hang),
        Film::of(&[small()]).before(breaks),
        Film::of(&[small()]).before(errs),
    ];
    for film in films {
        let begun = Instant::now();
        let stream = film.run();
        picture(stream.next().await);
        assert_eq!(until_it_ends(&stream).await, NoSight::Lost);
        stream.close().await;
        assert!(
            begun.elapsed() < Duration::from_secs(4),
            "{:?}",
            begun.elapsed()
        );
    }
}

#[tokio::test]
async fn a_stutter_is_no_loss() {
    let stutter = |at: u32| match at % 3 {
        0 => Err(read_error("Input/output error (os error 5)")),
        _ => Ok(()),
    };
    let stream = Film::of(&[small()]).before(stutter).run();
    for _ in 0..20 {
        picture(stream.next().await);
    }
    stream.close().await;
}

#[tokio::test]
async fn why_a_camera_does_not_open_is_told() {
    for why in [NoSight::Denied, NoSight::Missing, NoSight::Busy] {
        let stream = Stream::start(move || Err(why), patience());
        assert_eq!(stream.next().await, Look::Without(why));
        assert_eq!(stream.next().await, Look::Without(why), "asked once more");
    }
    let mut mute = Film::of(&[small()]);
    mute.forms.clear();
    assert_eq!(mute.run().next().await, Look::Without(NoSight::Missing));
    let mut taken = Film::of(&[small()]);
    taken.refuses = Some(small());
    assert_eq!(taken.run().next().await, Look::Without(NoSight::Busy));
    let slow = Stream::start(
        || {
            std::thread::sleep(Duration::from_secs(60));
            Err(NoSight::Missing)
        },
        Patience {
            first: Duration::from_millis(300),
            ..patience()
        },
    );
    assert_eq!(slow.next().await, Look::Without(NoSight::Busy));
}

#[tokio::test]
async fn a_camera_that_nobody_looks_through_goes_off() {
    let (held, gone) = std::sync::mpsc::channel::<()>();
    let film = Film::of(&[small()]).before(move |_| {
        let _ = &held;
        Ok(())
    });
    let stream = film.run();
    picture(stream.next().await);
    let off = tokio::task::spawn_blocking(move || gone.recv_timeout(Duration::from_secs(6)));
    let off = off.await.expect("it runs");
    assert_eq!(off, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
    assert_eq!(until_it_ends(&stream).await, NoSight::Lost);
}

#[tokio::test]
async fn letting_go_is_done_when_it_returns() {
    let (held, gone) = std::sync::mpsc::channel::<()>();
    let film = Film::of(&[small()]).before(move |_| {
        let _ = &held;
        Ok(())
    });
    let stream = film.run();
    picture(stream.next().await);
    stream.close().await;
    let off = gone.recv_timeout(Duration::from_millis(200));
    assert_eq!(off, Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}

#[tokio::test]
async fn without_a_device_there_is_none() {
    let lenses = Cameras::list().await;
    if !lenses.is_empty() {
        // This machine has one: it is left alone.
        return;
    }
    assert!(device::list().is_empty());
    let cameras = Cameras::default();
    cameras.open(1, None).await;
    assert_eq!(cameras.next(1).await, Look::Without(NoSight::Missing));
    cameras.open(2, Some("0".to_owned())).await;
    assert_eq!(cameras.next(2).await, Look::Without(NoSight::Missing));
    // The one before is not the one that is open.
    assert_eq!(cameras.next(1).await, Look::Without(NoSight::Lost));
    cameras.close(1).await;
    assert_eq!(cameras.take(2).await, Look::Without(NoSight::Lost));
    cameras.close(2).await;
}

#[test]
fn what_is_looked_through_is_no_wider_than_is_shown() {
    let wide = CameraFormat::new_from(1_600, 1_200, FrameFormat::YUYV, 30);
    let shown = preview(&frame(&scene(wide.width(), wide.height()), wide.format()));
    let own = jpeg::outline(&shown.expect("it is whole")).expect("a JPEG");
    assert_eq!((own.width, own.height), (form::WIDEST, 960));
}
