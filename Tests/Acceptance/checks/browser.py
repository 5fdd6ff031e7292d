"""A headless Chromium, driven over its debugging pipe: no package is needed.

Source of the commands' names: the Chrome DevTools Protocol's own description.
"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time


class Browser:
    """One browser with one page; console messages, errors and requests are kept."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="browser-", dir=os.environ.get("SPEEDGATE_SCRATCH"))
        to_browser, self.commands = os.pipe()
        self.answers, from_browser = os.pipe()

        def take_pipes():
            # The browser reads its commands from descriptor 3 and answers on 4. Moved high first, neither
            # end is lost when the other takes its place.
            reader, writer = os.dup2(to_browser, 63), os.dup2(from_browser, 64)
            os.dup2(reader, 3)
            os.dup2(writer, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", f"--user-data-dir={self.profile}", "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=take_pipes)
        os.close(to_browser)
        os.close(from_browser)
        self.number = 0
        self.buffer = b""
        self.session = None
        self.events = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **parameters):
        """Sends a command and gives its result."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self._write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def _write(self, data):
        while data:
            data = data[os.write(self.commands, data):]

    def _next(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has gone")
            self.buffer += piece
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def look(self, *, width=1200, height=1400, scheme="light"):
        """Sets the window's size and the colour scheme."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def paper(self):
        """Lays pages out for a printer, for a reader who likes it dark.

        A sheet of A4 has 703 pixels between its margins; Chromium prints them no larger than three quarters.
        """
        self.call("Emulation.setDeviceMetricsOverride", width=937, height=1300, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media="print",
                  features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def open(self, path):
        """Opens a file, and gives the milliseconds until it is loaded and drawn."""
        start = time.monotonic()
        self.visit(path)
        self.settle()
        return (time.monotonic() - start) * 1000

    def visit(self, path):
        """Opens a file and waits until it is loaded; a page without scripts cannot show when it is drawn."""
        self.events.clear()
        self.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def settle(self):
        """Waits until what was changed is on the screen."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def run(self, script):
        """Evaluates a script in the page and gives its value."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", script[:200]))
        return result["result"].get("value")

    def press(self, key, code):
        """Presses and releases a key."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ["keyDown", "keyUp"]:
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def click(self, x, y):
        """Presses and releases the left button of the mouse at a place in the window."""
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def complaints(self):
        """What the page said on the console, and every request but its own."""
        found = []
        for event in self.events:
            method, what = event.get("method"), event.get("params", {})
            if method == "Runtime.consoleAPICalled":
                found.append("console: " + json.dumps(what["args"])[:300])
            elif method == "Runtime.exceptionThrown":
                found.append("exception: " + json.dumps(what["exceptionDetails"])[:300])
            elif method == "Log.entryAdded":
                found.append("log: " + what["entry"]["text"][:300])
            elif method == "Network.requestWillBeSent" and what.get("type") != "Document":
                found.append("request: " + what["request"]["url"][:300])
        return found

    def screenshot(self, path, *, width, scheme):
        """Draws the whole page into a PNG file, at most 8,000 pixels of it, in a window as high as that."""
        height = min(self.call("Page.getLayoutMetrics")["cssContentSize"]["height"], 8000)
        # Parts that were never near the window are not drawn, and may be higher than was guessed.
        self.look(width=width, height=8000, scheme=scheme)
        self.settle()
        height = min(max(height, self.run("document.querySelector('main').offsetHeight")), 8000)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        picture = self.call("Page.captureScreenshot", format="png", clip=clip)
        pathlib.Path(path).write_bytes(base64.b64decode(picture["data"]))
        self.look(width=width, scheme=scheme)
