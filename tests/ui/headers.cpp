// Nothing: this file is what the precompiled headers of the tests belong to.
