//! Names as numbers: equal in every file without a table that all of them share.

use serde::{Deserialize, Serialize};
use xxhash_rust::const_xxh3::xxh3_64 as const_hash;
use xxhash_rust::xxh3::xxh3_64;

/// A name: the 64-bit XXH3 hash of its text. Two names of one program are taken for one with a probability of about
/// one in 10⁹ for 200,000 different names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name(u64);

impl Name {
    /// The name with this text.
    pub fn new(text: &str) -> Self {
        Self(xxh3_64(text.as_bytes()))
    }

    /// The same, while compiling.
    pub const fn constant(text: &str) -> Self {
        Self(const_hash(text.as_bytes()))
    }

    /// The low half of the number.
    #[expect(clippy::cast_possible_truncation, reason = "half of it is meant")]
    pub fn low(self) -> u32 {
        self.0 as u32
    }

    /// The number.
    pub fn value(self) -> u64 {
        self.0
    }
}
