//! The rules of the tree, which a reviewer would otherwise have to remember.

mod dependencies;
mod files;
mod programs;
mod tree;
