"""Models in this process. Loading one reads gigabytes."""

from transformers.modeling_utils import PreTrainedModel as PreTrainedModel
from transformers.models.auto.modeling_auto import (
    AutoModel as AutoModel,
    AutoModelForCausalLM as AutoModelForCausalLM,
    AutoModelForSeq2SeqLM as AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification as AutoModelForSequenceClassification,
)
from transformers.models.auto.tokenization_auto import AutoTokenizer as AutoTokenizer
from transformers.pipelines import pipeline as pipeline
