"""Slack's webhooks."""

from asyncfix import async_twin, blocking

@async_twin("slack_sdk.webhook.async_client.AsyncWebhookClient")
class WebhookClient:
    @blocking("http")
    def send(self, *args, **kwargs): ...
    @blocking("http")
    def send_dict(self, *args, **kwargs): ...
