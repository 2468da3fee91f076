//! The rules of the tree, which a reviewer would otherwise have to remember.

mod claims;
mod dependencies;
mod files;
mod programs;
mod tree;
