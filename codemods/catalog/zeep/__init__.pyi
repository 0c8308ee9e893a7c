"""SOAP."""

from zeep.client import AsyncClient as AsyncClient, Client as Client
