"""Runs the line of docs/history.md that sends alerts to a webhook, against a server on this machine.

Usage: alert-webhook.py SPEEDGATE_DETECT HISTORY FOLDER
"""

import http.server
import json
import os
import subprocess
import sys
import threading

detect, history, folder = sys.argv[1:]
received = []


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.append((self.headers["Content-Type"], body))
        self.send_response(204 if self.path == "/alerts" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


written = subprocess.run(
    [detect, "history", "alerts", "--days", "100000", "--fail", "--format", "json", "--output", f"{folder}/alerts.json",
     "--history", history])
assert written.returncode == 1, written
with open("docs/history.md") as page:
    line = next(line for line in page if line.startswith("curl "))
server = http.server.HTTPServer(("127.0.0.1", 0), Webhook)
threading.Thread(target=server.serve_forever, daemon=True).start()
for path, status in [("alerts", 0), ("nowhere", 22)]:
    address = f"http://127.0.0.1:{server.server_port}/{path}"
    sent = subprocess.run(["sh", "-c", line], cwd=folder, env=os.environ | {"WEBHOOK": address, "no_proxy": "127.0.0.1"})
    assert sent.returncode == status, (path, sent.returncode)
server.shutdown()
kind, body = received[0]
assert kind == "application/json", kind
alerts = json.loads(body)
assert alerts and {"id", "state", "severity", "message", "component", "change", "is_new"} <= set(alerts[0]), alerts
with open(f"{folder}/alerts.json", "rb") as file:
    assert file.read() == body
print(f"the webhook got {len(alerts)} alerts")
