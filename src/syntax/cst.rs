//! The lossless tree, built only for a file that is edited.
