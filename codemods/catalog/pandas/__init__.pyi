"""Tables."""

from pandas.core.frame import DataFrame as DataFrame
from pandas.core.series import Series as Series
from pandas.io.excel._base import ExcelFile as ExcelFile, read_excel as read_excel
from pandas.io.feather_format import read_feather as read_feather
from pandas.io.html import read_html as read_html
from pandas.io.json._json import read_json as read_json
from pandas.io.orc import read_orc as read_orc
from pandas.io.parquet import read_parquet as read_parquet
from pandas.io.parsers.readers import read_csv as read_csv, read_fwf as read_fwf, read_table as read_table
from pandas.io.pickle import read_pickle as read_pickle, to_pickle as to_pickle
from pandas.io.pytables import HDFStore as HDFStore, read_hdf as read_hdf
from pandas.io.sas.sasreader import read_sas as read_sas
from pandas.io.spss import read_spss as read_spss
from pandas.io.sql import (
    read_sql as read_sql,
    read_sql_query as read_sql_query,
    read_sql_table as read_sql_table,
)
from pandas.io.stata import read_stata as read_stata
from pandas.io.xml import read_xml as read_xml

__thread_safe__ = True
