"""The demonstration: a believable shop, and two weeks of its life in virtual time."""
