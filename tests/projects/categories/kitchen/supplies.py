import queue
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import psycopg2
import redis
import requests


def sleep():
    time.sleep(1)


def http():
    return requests.get("https://kitchen.example", timeout=3)


def http_with_a_session():
    with requests.Session() as session:
        return session.post("https://kitchen.example").json()


def dns():
    return socket.getaddrinfo("kitchen.example", 80)


def connect():
    return socket.create_connection(("kitchen.example", 80))


def database():
    return psycopg2.connect("dbname=kitchen")


def cache():
    return redis.Redis().get("soup")


def process():
    return subprocess.run(["true"], check=True)


def person():
    return input("Which soup? ")


def file():
    return Path("soup.txt").read_text()


def copy():
    shutil.copytree("soups", "more-soups")


def question():
    return Path("soup.txt").exists()
