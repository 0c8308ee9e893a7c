"""Consul, without async."""

from consul.std import Consul as Consul
