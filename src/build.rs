//! Lists the rules.
fn main() {}
