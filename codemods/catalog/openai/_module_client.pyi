"""The client that the module itself is."""

from openai.resources.audio.audio import Audio
from openai.resources.chat.chat import Chat
from openai.resources.completions import Completions
from openai.resources.embeddings import Embeddings
from openai.resources.files import Files
from openai.resources.images import Images
from openai.resources.models import Models
from openai.resources.moderations import Moderations
from openai.resources.responses.responses import Responses

audio: Audio
chat: Chat
completions: Completions
embeddings: Embeddings
files: Files
images: Images
models: Models
moderations: Moderations
responses: Responses
