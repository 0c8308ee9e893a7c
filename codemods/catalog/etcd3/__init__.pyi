"""Etcd."""

from etcd3.client import Etcd3Client as Etcd3Client, client as client
