"""The keys of a local file: one random data key, wrapped in slots beside the file.

The data key K never changes its place and is never stored: each slot in ``<file>.keys`` holds it sealed with
AES-256-GCM under a wrapping key that the operating system's keyring, the passphrase or the printed recovery code gives.
"""
