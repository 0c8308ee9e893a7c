"""Slack's API."""

from asyncfix import async_twin, blocking_methods

@blocking_methods("http")
@async_twin("slack_sdk.web.async_client.AsyncWebClient")
class WebClient: ...
