"""Google's spreadsheets."""

from .auth import authorize as authorize, oauth as oauth, service_account as service_account
from .client import Client as Client
from .spreadsheet import Spreadsheet as Spreadsheet
from .worksheet import Worksheet as Worksheet
