"""Time stamps (RFC 3161) from an authority: they prove when a paper was sealed, also after its certificate ran out."""

import asyncio
from typing import Any

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from casework.errors import Trouble

_TIMEOUT_S = 5
_OK = 200
_HEAD = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class TimeAuthority(TimeStamper):
    """An authority at an address; it is asked for each seal, and a seal without its answer is not made."""

    def __init__(self, address: str, timeout_s: float = _TIMEOUT_S) -> None:
        stamper: Any = super()
        stamper.__init__()
        self._address, self._timeout_s = address, timeout_s

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the authority's answer.

        Raises:
            Trouble: `seal.no_time_stamp`.
        """
        import requests  # noqa: PLC0415 - its libraries take time that other seals need not pay

        try:
            answer = await asyncio.to_thread(
                requests.post, self._address, req.dump(), headers=_HEAD, timeout=self._timeout_s
            )
        except requests.RequestException as error:
            raise Trouble("seal.no_time_stamp", why=type(error).__name__) from error
        if answer.status_code != _OK:
            raise Trouble("seal.no_time_stamp", why=str(answer.status_code))
        try:
            return tsp.TimeStampResp.load(answer.content, strict=True)
        except ValueError as error:
            raise Trouble("seal.no_time_stamp", why=type(error).__name__) from error
