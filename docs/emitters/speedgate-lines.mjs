// Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`.
//
//   const lines = new Lines("lines.ndjson", { job: "intake" });
//   await lines.call("intake", async (step) => {
//     await step("read", "read", async (fact) => { fact.rows_read = (await load()).length; });
//   });
//   lines.sample("intake", 0.93, "ratio", { metric: "match_rate", better: "higher" });
import { openSync, writeSync } from "node:fs";

export class Lines {
  #file;
  #launch = `${process.pid}-${Date.now().toString(36)}`;

  constructor(path, header = {}) {
    this.#file = openSync(path, "a");
    this.#write([{ schema: "speedgate.lines/1", time: new Date().toISOString(), ...header }]);
  }

  #write(facts) {
    writeSync(this.#file, facts.map((fact) => JSON.stringify({ ...fact, launch: this.#launch }) + "\n").join(""));
  }

  // A figure; metric, better and tags say more. Without a metric it is the time of an iteration.
  sample(benchmark, value, unit, more = {}) {
    this.#write([{ benchmark, value, unit, ...more }]);
  }

  // Jobs that ran beside each other; sequential_ms is what they take one after the other.
  stage(stage, jobs, workers, duration_ms, more = {}) {
    this.#write([{ stage, jobs, workers, duration_ms, ...more }]);
  }

  // Something that failed, with its benchmark where it is one's.
  error(message, more = {}) {
    this.#write([{ error: String(message), ...more }]);
  }

  // Times an iteration; an error passes through, and fails the benchmark.
  async call(benchmark, body, more = {}) {
    const facts = [];
    const step = async (name, kind, work) => {
      const fact = { benchmark, step: name, kind };
      const start = performance.now();
      const result = await work(fact);
      facts.push({ ...fact, duration_ms: performance.now() - start });
      return result;
    };
    const start = performance.now();
    try {
      const result = await body(step);
      this.#write([...facts, { benchmark, duration_ms: performance.now() - start, ...more }]);
      return result;
    } catch (error) {
      this.error(error, { benchmark });
      throw error;
    }
  }
}
