"""Hashes passwords, slowly."""

from argon2._password_hasher import PasswordHasher as PasswordHasher
