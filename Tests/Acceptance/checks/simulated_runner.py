"""A simulated runner for GitHub Actions: it executes the `run:` steps of workflows and composite actions as GitHub
would (files for outputs, environment and summary, event payloads, expressions), and replaces the few actions of
others that are used: checkout, cache, artifacts."""

import fnmatch
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from ruamel.yaml import YAML


def read_yaml(path):
    return YAML(typ="safe").load(Path(path).read_text())


TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w.-]*)|(\d+)|(==|!=|&&|\|\||[!()\[\],]))")


def evaluate(text, contexts, functions):
    """The value of an expression; unknown properties are empty, as on GitHub."""

    def look_up(path):
        value = contexts
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return "" if value is None else value

    code, place = [], 0
    while place < len(text.rstrip()):
        match = TOKEN.match(text, place)
        if not match:
            raise ValueError(f"cannot read the expression {text!r} at {text[place:]!r}")
        place = match.end()
        string, name, number, operator = match.groups()
        if string is not None:
            code.append(repr(string[1:-1].replace("''", "'")))
        elif name is not None:
            if name in ("true", "false"):
                code.append(name.capitalize())
            elif text[place:].lstrip().startswith("("):
                code.append(f"functions[{name!r}]")
            else:
                code.append(f"look_up({name!r})")
        elif number is not None:
            code.append(number)
        else:
            code.append({"&&": " and ", "||": " or ", "!": " not "}.get(operator, operator))
    return eval("".join(code), {"functions": functions, "look_up": look_up})


class Cache:
    """GitHub's cache: keys are written once, a branch reads its own scope first and then the main branch's."""

    def __init__(self):
        self.entries = []

    def save(self, key, scope, workspace, paths):
        if any(e["key"] == key and e["scope"] == scope for e in self.entries):
            return False
        found = [path for pattern in paths for path in self.matches(workspace, pattern)]
        copies = {path: tempfile.mkdtemp() for path in found}
        assert copies, f"nothing to save at {paths}"
        for path, copy in copies.items():
            shutil.copytree(workspace / path, copy, dirs_exist_ok=True)
        self.entries.append({"key": key, "scope": scope, "folders": copies, "folder": copies.get(paths[0])})
        return True

    @staticmethod
    def matches(workspace, pattern):
        """What is there of a path, in which a star means the name of one folder."""
        if "*" not in pattern:
            return [pattern] if (workspace / pattern).exists() else []
        return ["./" + str(path.relative_to(workspace)) for path in sorted(workspace.glob(pattern))]

    def restore(self, key, prefixes, scope, workspace, paths):
        for place in [scope, "refs/heads/main"]:
            for exact, wanted in [(True, key)] + [(False, p) for p in prefixes]:
                for entry in reversed(self.entries):
                    hit = entry["key"] == wanted if exact else entry["key"].startswith(wanted)
                    if entry["scope"] == place and hit:
                        for path, folder in entry["folders"].items():
                            if any(fnmatch.fnmatchcase(path, pattern) for pattern in paths):
                                shutil.copytree(folder, workspace / path, dirs_exist_ok=True)
                        return entry["key"]
        return None


class Build:
    """One run of a workflow: an event, the artifacts it keeps, and what it showed. A run that is started again has
    the identifier of the first attempt."""

    numbers = itertools.count(1)

    def __init__(self, origin, cache, event, payload, ref, sha, environment, repository="owner/project", attempt=1,
                 identifier=None):
        self.origin, self.cache, self.environment = origin, cache, environment
        self.attempt, self.identifier = attempt, identifier or next(self.numbers)
        self.scratch, self.workspace = Path(tempfile.mkdtemp()), None
        self.artifacts, self.summary, self.log = {}, "", ""
        self.needs = {}
        self.github = {"event_name": event, "event": payload, "ref": ref, "sha": sha, "repository": repository,
                       "ref_name": ref.split("/", 2)[2], "ref_type": "tag" if ref.startswith("refs/tags/") else "branch",
                       "token": "secret-token"}

    # Jobs

    def job(self, workflow, name, inputs=None, matrix=None):
        """Executes one job in a fresh workspace; whether it succeeded."""
        definition = read_yaml(workflow)["jobs"][name]
        declared = (read_yaml(workflow).get(True) or read_yaml(workflow).get("on") or {})
        declared = declared.get("workflow_call", {}).get("inputs", {}) if isinstance(declared, dict) else {}
        values = {key: str(spec.get("default", "")) for key, spec in declared.items()}
        values.update(inputs or {})
        # What a job leaves goes with its machine; programs would fill the disk.
        if self.workspace:
            shutil.rmtree(self.workspace)
        self.workspace = self.scratch / f"{name}-{len(list(self.scratch.iterdir()))}"
        self.workspace.mkdir()
        self.steps = {}
        contexts = {"inputs": values, "matrix": matrix or {}, "needs": self.needs}
        self.succeeded = True
        self.execute(definition["steps"], contexts, self.steps)
        reported = dict(contexts, steps=self.steps)
        self.needs[name] = {"outputs": {
            key: self.text(evaluate(re.match(r"\$\{\{(.*)\}\}", value)[1], reported, {}))
            for key, value in (definition.get("outputs") or {}).items()}}
        return self.succeeded

    # Steps

    def execute(self, steps, outer, results, action=None):
        for step in steps:
            contexts = dict(outer, github=self.github, steps=results, runner={"os": "Linux", "temp": str(self.scratch)},
                            env=self.environment)
            functions = {"always": lambda: True, "cancelled": lambda: False, "failure": lambda: not self.succeeded,
                         "success": lambda: self.succeeded, "fromJSON": json.loads}

            def fill(text):
                if not isinstance(text, str):
                    return str(text).lower() if isinstance(text, bool) else str(text)
                return re.sub(r"\$\{\{(.*?)\}\}", lambda m: self.text(evaluate(m[1], contexts, functions)), text)

            condition = str(step.get("if", "success()")).strip()
            condition = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition)
            if not re.search(r"\b(always|cancelled|failure|success)\(", condition):
                condition = f"success() && ({condition})"
            if not evaluate(condition, contexts, functions):
                continue
            outputs = {}
            if "run" in step:
                if "${{" in step["run"]:
                    raise AssertionError(f"an expression is in a script: {step['run']}")
                variables = {key: fill(value) for key, value in (step.get("env") or {}).items()}
                ok, outputs = self.shell(step["run"], variables, action)
            else:
                ok, outputs = self.uses(step["uses"], {k: fill(v) for k, v in (step.get("with") or {}).items()})
            self.succeeded = self.succeeded and ok
            if "id" in step:
                results[step["id"]] = {"outputs": outputs, "outcome": "success" if ok else "failure"}

    @staticmethod
    def text(value):
        return str(value).lower() if isinstance(value, bool) else str(value)

    def shell(self, script, variables, action):
        files = {name: self.scratch / f"{name}.txt" for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        environment = dict(self.environment, **{k: str(v) for k, v in files.items()}, **variables)
        environment.update(
            GITHUB_EVENT_NAME=self.github["event_name"], GITHUB_REF=self.github["ref"], GITHUB_SHA=self.github["sha"],
            GITHUB_REF_NAME=self.github["ref"].split("/", 2)[2],
            GITHUB_REPOSITORY=self.github["repository"], GITHUB_WORKSPACE=str(self.workspace),
            RUNNER_TEMP=str(self.scratch), GITHUB_RUN_ID=str(self.identifier), GITHUB_RUN_ATTEMPT=str(self.attempt))
        if action:
            environment["GITHUB_ACTION_PATH"] = str(action)
        result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.workspace, env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        self.log += result.stdout
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return result.returncode == 0, self.variables(files["GITHUB_OUTPUT"].read_text())

    @staticmethod
    def variables(text):
        values, lines = {}, iter(text.splitlines())
        for line in lines:
            name, mark, delimiter = line.partition("<<")
            if mark and "=" not in name:
                content = []
                for inner in lines:
                    if inner == delimiter:
                        break
                    content.append(inner)
                values[name] = "\n".join(content)
            elif line:
                name, _, value = line.partition("=")
                values[name] = value
        return values

    # Actions

    def uses(self, reference, given):
        if reference.startswith("./"):
            folder = self.workspace / reference
            definition = read_yaml(folder / "action.yml")
            unknown = set(given) - set(definition["inputs"])
            assert not unknown, f"{reference} has no input {unknown}"
            inputs = {key: str(spec.get("default", "")) for key, spec in definition["inputs"].items()}
            inputs.update(given)
            results = {}
            before, self.succeeded = self.succeeded, True
            self.execute(definition["runs"]["steps"], {"inputs": inputs}, results, action=folder.resolve())
            ok, self.succeeded = self.succeeded, before
            contexts = {"steps": results}
            outputs = {key: evaluate(re.match(r"\$\{\{(.*)\}\}", spec["value"])[1], contexts, {})
                       for key, spec in definition.get("outputs", {}).items()}
            return ok, outputs
        name, _, commit = reference.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit), f"{reference} is not pinned by a commit's hash"
        return getattr(self, name.removeprefix("actions/").replace("/", "_").replace("-", "_"))(given)

    def checkout(self, given):
        assert given.get("persist-credentials") == "false", "a checkout keeps its credentials"
        # As on GitHub: the one commit and nothing of its history, unless more is asked for.
        depth = ["--depth", given.get("fetch-depth", "1")] if given.get("fetch-depth") != "0" else []
        for command in (["init", "--quiet"], ["remote", "add", "origin", f"file://{self.origin}"],
                        ["fetch", "--quiet", *depth, "origin", self.github["sha"]],
                        ["checkout", "--quiet", self.github["sha"]]):
            subprocess.run(["git", *command], cwd=self.workspace, check=True)
        return True, {}

    def cache_restore(self, given):
        found = self.cache.restore(given["key"], given.get("restore-keys", "").split(), self.github["ref"],
                                   self.workspace, given["path"].split())
        return True, {"cache-matched-key": found or ""}

    def cache_save(self, given):
        self.cache.save(given["key"], self.github["ref"], self.workspace, given["path"].split())
        return True, {}

    def upload_artifact(self, given):
        source = self.workspace / given["path"]
        if not source.exists():
            return True, {}
        target = Path(tempfile.mkdtemp())
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
        self.artifacts[given["name"]] = (target, given.get("retention-days"))
        return True, {}

    def upload_pages_artifact(self, given):
        return self.upload_artifact({"name": "github-pages", "path": given["path"]})

    def download_artifact(self, given):
        target = self.workspace / given["path"]
        if "name" in given:
            shutil.copytree(self.artifacts[given["name"]][0], target, dirs_exist_ok=True)
            return True, {}
        pattern = re.compile(re.escape(given["pattern"]).replace(r"\*", ".*"))
        for name, (folder, _) in self.artifacts.items():
            if pattern.fullmatch(name):
                shutil.copytree(folder, target / name, dirs_exist_ok=True)
        return True, {}


class FakeGitHub:
    """The few requests that the comment workflow makes."""

    # What GitHub takes of annotations in one request.
    MOST_ANNOTATIONS = 50

    def __init__(self):
        self.pulls, self.archives, self.comments, self.writes = [], {}, [], []
        # Check runs as GitHub holds them, and what was sent for them: method, identifier, body.
        self.checks, self.check_requests = [], []
        # Whether the token may write check runs, and whether annotations are taken.
        self.allows_checks, self.takes_annotations = True, True
        # The methods of requests that find the server busy, each once.
        self.busy = []
        github = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, body, status=200):
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def is_refused(self):
                if self.command not in github.busy:
                    return False
                github.busy.remove(self.command)
                self.answer(b"busy", 503)
                return True

            def do_GET(self):
                path = self.path.split("?")[0]
                if self.is_refused():
                    return
                if self.headers["Authorization"] != "Bearer secret-token":
                    return self.answer({}, 403)
                if path.endswith("/pulls"):
                    return self.answer(github.pulls)
                if path.endswith("/artifacts"):
                    return self.answer({"artifacts": [
                        {"id": i, "name": n, "expired": False, "size_in_bytes": len(a)}
                        for i, (n, a) in enumerate(github.archives.items())]})
                if path.endswith("/zip"):
                    return self.answer(list(github.archives.values())[int(path.split("/")[-2])])
                if path.endswith("/comments"):
                    return self.answer(github.comments)
                if path.endswith("/check-runs"):
                    if not github.allows_checks:
                        return self.answer({"message": "Resource not accessible by integration"}, 403)
                    name = parse_qs(self.path.partition("?")[2])["check_name"][0]
                    return self.answer({"check_runs": [c for c in github.checks if c["name"] == name
                                                       and c["head_sha"] == path.split("/")[-2]]})
                return self.answer({}, 404)

            def write_check(self, body):
                if not github.allows_checks:
                    return self.answer({"message": "Resource not accessible by integration"}, 403)
                output = body.get("output", {})
                remarks = output.get("annotations", [])
                limits = [len(remarks) <= github.MOST_ANNOTATIONS, len(output.get("summary", "")) <= 65535,
                          github.takes_annotations or not remarks]
                keys = {"path", "start_line", "end_line", "annotation_level", "title", "message"}
                limits += [set(r) == keys and r["path"] and 1 <= r["start_line"] <= r["end_line"] and len(r["title"]) <= 255
                           and r["annotation_level"] in ("failure", "warning", "notice") for r in remarks]
                if not all(limits):
                    return self.answer({"message": "Invalid request"}, 422)
                if self.command == "POST":
                    check = {"id": 500 + len(github.checks), "app": {"slug": "github-actions"}, "annotations": [], "conclusion": None}
                    check.update({k: v for k, v in body.items() if k != "output"})
                    github.checks.append(check)
                else:
                    check = next(c for c in github.checks if c["id"] == int(self.path.split("/")[-1]))
                    check.update({k: v for k, v in body.items() if k != "output"})
                github.check_requests.append((self.command, check["id"], body))
                check["annotations"] += remarks
                check.update({k: v for k, v in output.items() if k != "annotations"})
                self.answer({"id": check["id"]}, 201 if self.command == "POST" else 200)

            def write(self):
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.headers["Authorization"] != "Bearer secret-token":
                    return self.answer({}, 403)
                if "/check-runs" in self.path:
                    return self.write_check(request)
                body = request["body"]
                if self.is_refused():
                    return
                github.writes.append((self.command, self.path, body))
                if self.command == "POST":
                    user = {"type": "Bot", "login": "github-actions[bot]"}
                    github.comments.append({"id": 100 + len(github.comments), "body": body, "user": user})
                else:
                    for known in github.comments:
                        if known["id"] == int(self.path.split("/")[-1]):
                            known["body"] = body
                self.answer({})

            do_POST = do_PATCH = write

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def keep(self, build):
        """Takes over a build's artifacts, as archives."""
        self.archives = {}
        for name, (folder, _) in build.artifacts.items():
            self.archives[name] = archive({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*")
                                           if p.is_file()})


def archive(files):
    path = Path(tempfile.mkdtemp()) / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path.read_bytes()
