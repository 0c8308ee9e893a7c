//! The names that files can be imported as.

use std::path::Path;

use asyncfix::program::module_names;

fn names(files: &[&str]) -> Vec<Vec<String>> {
    let paths: Vec<&Path> = files.iter().map(Path::new).collect();
    let named = module_names(&paths, &[], &[], Path::new("/work"));
    named.into_iter().map(|names| names.into_iter().map(|name| name.dotted).collect()).collect()
}

#[test]
fn a_folder_without_init_below_a_package_belongs_to_it() {
    let found = names(&[
        "/work/backend/shop/__init__.py",
        "/work/backend/shop/web/client.py",
        "/work/backend/manage.py",
        "/work/tools/run.py",
    ]);
    assert_eq!(found[0], ["shop", "backend.shop"]);
    assert_eq!(found[1], ["shop.web.client", "backend.shop.web.client", "client"]);
    assert_eq!(found[2], ["backend.manage", "manage"]);
    assert_eq!(found[3], ["tools.run", "run"]);
}
