"""A hall's ticket queue on a real socket: numbers in turn, answers by key, and whatever else a test wants it to say."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hall:
    """Who waits, who is at which window, and what was asked."""

    def __init__(self, *waiting):
        self.waiting = list(waiting)
        self.at = {}
        self.by_key = {}
        self.asked = []
        self.answer = None
        self.lose = False

    def call(self, window, what, key):
        if key in self.by_key:
            return self.by_key[key]
        if what != "recall":
            self.at[window] = self.waiting.pop(0) if self.waiting else None
        number = self.at.get(window)
        answer = {"number": number, "waiting": len(self.waiting)} if number else None
        self.by_key[key] = answer
        return answer


@contextmanager
def queueing(*waiting):
    """Serve a hall; gives the hall and its address."""
    hall = Hall(*waiting)

    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            _, _, _, window, what = self.path.split("/")
            hall.asked.append((window, what, self.headers["Idempotency-Key"]))
            answer = hall.call(window, what, self.headers["Idempotency-Key"])
            if hall.lose:
                hall.lose = False
                self.close_connection = True
                return
            body = hall.answer if hall.answer is not None else json.dumps(answer).encode() if answer else b""
            self.send_response(200 if body else 204)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hall, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
