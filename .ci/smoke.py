"""Serve a council from an installed wheel and read its first pages."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

home = sys.argv[1]
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
command = [str(Path(sys.executable).with_name("councilkit")), "serve", "--port", str(port), "--workers", "1"]
server = subprocess.Popen(command, env={**os.environ, "COUNCILKIT_HOME": home})  # noqa: S603 - our own command
try:
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
            break
        except OSError:
            time.sleep(0.5)
    for path in ("/", "/register?q=a", "/sign-in", "/census", "/data/", "/releases", "/about/privacy"):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            assert answer.status == 200, path
            print(path, answer.status, len(answer.read()), "bytes")
finally:
    server.terminate()
    server.wait(20)
