"""Web services."""

from fastapi.applications import FastAPI as FastAPI
from fastapi.background import BackgroundTasks as BackgroundTasks
from fastapi.datastructures import UploadFile as UploadFile
from fastapi.param_functions import Depends as Depends, Security as Security
from fastapi.routing import APIRouter as APIRouter
from starlette.requests import Request as Request
from starlette.websockets import WebSocket as WebSocket
