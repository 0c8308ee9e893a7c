"""Sound."""

from openai.resources.audio.speech import AsyncSpeech, Speech
from openai.resources.audio.transcriptions import AsyncTranscriptions, Transcriptions
from openai.resources.audio.translations import AsyncTranslations, Translations

class Audio:
    speech: Speech
    transcriptions: Transcriptions
    translations: Translations

class AsyncAudio:
    speech: AsyncSpeech
    transcriptions: AsyncTranscriptions
    translations: AsyncTranslations
