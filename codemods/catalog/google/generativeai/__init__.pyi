"""Google's models, the first library."""

from google.generativeai.generative_models import (
    ChatSession as ChatSession,
    GenerativeModel as GenerativeModel,
)
