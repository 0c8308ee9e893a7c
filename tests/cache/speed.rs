//! How long a cache of a large project takes.

use std::time::{Duration, Instant};

use asyncfix::cache::{Cache, ContentHash};

use super::{files, folder, hash, open, save, stamp};

/// `cargo test --test cache -- --ignored --nocapture` shows the times. The limits are wide: a build for debugging on a
/// busy machine keeps them.
#[test]
#[ignore = "it measures"]
fn a_cache_of_18_000_files_is_fast() {
    let project = folder();
    let names: Vec<String> =
        (0..18_000).map(|number| format!("src/package{}/module_{number}.py", number % 300)).collect();
    let hashes: Vec<ContentHash> = names.iter().map(|name| hash(name)).collect();
    let timed = |what: &str, limit: u64, work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        println!("{what}: {:.2?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_millis(limit), "{what}");
    };
    let new = |cache: &Cache, number: usize| {
        cache.learn(&names[number], &stamp(1), hashes[number]);
        let findings = if number.is_multiple_of(10) { vec![b'f'; 300] } else { Vec::new() };
        cache.keep_findings(hashes[number], 0, findings);
        cache.keep_facts(hashes[number], vec![b'x'; 1000 + number % 4000]);
    };
    let mut cache = Some(open(project.path()));
    timed("learn and keep all", 2000, &mut || {
        (0..names.len()).for_each(|number| new(cache.as_ref().expect("it is open"), number));
    });
    timed("save all", 4000, &mut || save(cache.take().expect("it is open")));
    for path in files(project.path()) {
        println!(
            "{:>9} bytes in {:?}",
            path.metadata().expect("it is there").len(),
            path.file_name().expect("it has one")
        );
    }
    for _ in 0..3 {
        timed("open", 200, &mut || cache = Some(open(project.path())));
        let opened = cache.as_ref().expect("it is open");
        timed("know all", 500, &mut || {
            assert!(
                names.iter().zip(&hashes).all(|(name, hash)| opened.known(name, &stamp(1)) == Some(*hash))
            );
        });
        timed("findings of all", 500, &mut || {
            assert!(hashes.iter().all(|hash| opened.findings(*hash, 0).is_some()));
        });
        timed("save nothing", 100, &mut || save(cache.take().expect("it is open")));
    }
    cache = Some(open(project.path()));
    let opened = cache.as_ref().expect("it is open");
    timed("facts of all, on two threads", 2000, &mut || {
        std::thread::scope(|scope| {
            for half in hashes.chunks(9000) {
                scope.spawn(move || assert!(half.iter().all(|hash| opened.facts(*hash).is_some())));
            }
        });
    });
    new(opened, 5);
    timed("save one", 1000, &mut || save(cache.take().expect("it is open")));
}
