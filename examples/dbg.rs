use asyncfix::program::*;
use asyncfix::run::Libraries;
use std::path::{Path,PathBuf};
fn main() {
    let root = PathBuf::from(std::env::args().nth(1).unwrap());
    let mut files = vec![];
    fn walk(p: &Path, out: &mut Vec<PathBuf>) { let mut v: Vec<_> = std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path()).collect(); v.sort(); for e in v { if e.is_dir() { walk(&e, out) } else if e.extension().is_some_and(|x| x=="py") { out.push(e) } } }
    walk(&root, &mut files);
    let refs: Vec<&Path> = files.iter().map(|p| p.as_path()).collect();
    let names = module_names(&refs, &[], &root);
    let fs: Vec<File> = files.iter().zip(names).map(|(p, names)| {
        let text = std::fs::read_to_string(p).unwrap();
        let parsed = asyncfix::syntax::parse(&text, &asyncfix::syntax::Grammar::Module).unwrap();
        let facts = asyncfix::syntax::with_nodes(&parsed, |nodes| { let m = asyncfix::model::Model::new(&text, &parsed, nodes); asyncfix::facts::extract(&m, &Default::default()) }).unwrap();
        File { names, facts }
    }).collect();
    let program = Program::link(fs, &Libraries::default());
    for (id, f) in program.iter() { println!("{} {:?} fns {} ", f.module, f.origin, f.facts.functions.len()); let _ = id; }
    for (id, f) in program.first_party() {
        println!("== {}", f.module);
        for (i, c) in f.facts.calls.iter().enumerate() {
            let v = program.value(id, c.callee);
            println!("  {:?} {:?} -> {:?} callees {:?}", c.operation, f.facts.term(c.callee), v, program.callees(CallId{file:id,index:i as u32}));
            for callee in program.callees(CallId{file:id,index:i as u32}) { if let Callee::Runs(f) = callee { println!("     {} {:?}", program.qualified_function_name(f), program.marks(f)); } }
        }
    }
    let a = Analysis::new(program);
    println!("leaves {:?}\nedges {:?}\nchains {:?}", a.graph.leaves.len(), a.graph.edges, a.chains.chains.len());
}
