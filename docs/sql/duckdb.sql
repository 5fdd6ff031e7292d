-- Views over the event log for DuckDB 1.3 and later.
--
--   duckdb -cmd "SET VARIABLE history = 'history'" -init docs/sql/duckdb.sql
--
-- The path may be a bucket: SET VARIABLE history = 's3://bucket/history'. Every event counts once, however often
-- its run was appended.

CREATE OR REPLACE VIEW event_log AS
SELECT * EXCLUDE (place)
FROM (
  SELECT
    *,
    row_number() OVER (PARTITION BY coalesce(id, concat(timestamp, run_id, event_type, payload)) ORDER BY timestamp) AS place
  FROM read_json(
    getvariable('history') || '/events-*.ndjson',
    format = 'newline_delimited',
    columns = {
      schema: 'VARCHAR', id: 'VARCHAR', event_type: 'VARCHAR', timestamp: 'TIMESTAMP', run_id: 'VARCHAR',
      suite: 'VARCHAR', commit: 'VARCHAR', branch: 'VARCHAR', environment: 'VARCHAR',
      producer_component: 'VARCHAR', payload: 'JSON'
    })
)
WHERE place = 1;

-- One row a run, benchmark and metric; values per iteration in the unit's base.
CREATE OR REPLACE VIEW performance AS
SELECT
  timestamp, run_id, suite, commit, branch, environment, benchmark,
  figures.metric, figures.unit, figures.direction, figures.samples, figures.launches, figures.min, figures.mean,
  figures.median, figures.p95, figures.p99, figures.max, figures.low, figures.high
FROM (
  SELECT
    *,
    payload ->> '$.benchmark' AS benchmark,
    unnest(from_json(payload -> '$.metrics', '[{
      "metric": "VARCHAR", "unit": "VARCHAR", "direction": "VARCHAR", "samples": "BIGINT", "launches": "BIGINT",
      "min": "DOUBLE", "mean": "DOUBLE", "median": "DOUBLE", "p95": "DOUBLE", "p99": "DOUBLE", "max": "DOUBLE",
      "low": "DOUBLE", "high": "DOUBLE"
    }]')) AS figures
  FROM event_log
  WHERE event_type = 'benchmark_result'
);

-- One row a run, benchmark and named step, in the order in which the steps ran.
CREATE OR REPLACE VIEW step_timings AS
SELECT
  timestamp, run_id, suite, commit, branch, environment, benchmark, place, step.step_id, step.duration_ms,
  step.rows_read, step.rows_written, step.step_id = bottleneck_step AS is_bottleneck
FROM (
  SELECT
    *,
    payload ->> '$.benchmark' AS benchmark,
    payload ->> '$.bottleneck_step' AS bottleneck_step,
    unnest(from_json(payload -> '$.steps', '[{
      "step_id": "VARCHAR", "duration_ms": "DOUBLE", "rows_read": "BIGINT", "rows_written": "BIGINT"
    }]')) AS step,
    generate_subscripts(from_json(payload -> '$.steps', '["JSON"]'), 1) AS place
  FROM event_log
  WHERE event_type = 'step_timings'
);

-- One row a run, with its steps.
CREATE OR REPLACE VIEW run_records AS
SELECT
  runs.run_id,
  payload ->> '$.job_id' AS job_id,
  payload ->> '$.status' AS status,
  timestamp AS started_at,
  (payload ->> '$.completed_at')::TIMESTAMP AS completed_at,
  (payload ->> '$.duration_ms')::BIGINT AS duration_ms,
  (payload ->> '$.rows_read')::BIGINT AS rows_read,
  (payload ->> '$.rows_written')::BIGINT AS rows_written,
  from_json(payload -> '$.errors', '["VARCHAR"]') AS errors,
  (payload ->> '$.measured')::BIGINT AS measured,
  (payload ->> '$.failed')::BIGINT AS failed,
  suite, commit, branch, environment, steps.step_timings
FROM event_log AS runs
LEFT JOIN (
  SELECT
    run_id,
    list({benchmark: benchmark, step_id: step_id, duration_ms: duration_ms, rows_read: rows_read,
          rows_written: rows_written} ORDER BY benchmark, place) AS step_timings
  FROM step_timings
  GROUP BY run_id
) AS steps ON steps.run_id = runs.run_id
WHERE event_type = 'run_finished';

-- What was answered to alerts; the newest answer counts.
CREATE OR REPLACE VIEW alert_answers AS
SELECT
  payload ->> '$.alert_id' AS alert_id,
  upper(replace(max_by(event_type, timestamp), 'alert_', '')) AS answer,
  max_by(payload ->> '$.by', timestamp) AS answered_by,
  max_by(payload ->> '$.note', timestamp) AS note
FROM event_log
WHERE event_type IN ('alert_acknowledged', 'alert_resolved')
GROUP BY alert_id;

-- An alert is answered under the identifier of the finding that raised it.
CREATE OR REPLACE VIEW regressions AS
WITH findings AS (
  SELECT
    id, run_id,
    payload ->> '$.benchmark' AS benchmark,
    payload ->> '$.metric' AS metric
  FROM event_log
  WHERE event_type = 'finding' AND payload ->> '$.status' = 'regressed'
),
detected AS (
  SELECT
    id, timestamp AS detected_at, run_id, suite, commit, branch, environment,
    payload ->> '$.benchmark' AS benchmark,
    payload ->> '$.metric' AS metric,
    payload ->> '$.unit' AS unit,
    payload ->> '$.baseline_run_id' AS baseline_run_id,
    (payload ->> '$.baseline_value')::DOUBLE AS baseline_value,
    (payload ->> '$.current_value')::DOUBLE AS current_value,
    (payload ->> '$.degradation_pct')::DOUBLE AS degradation_pct,
    (payload ->> '$.threshold_pct')::DOUBLE AS threshold_pct,
    payload ->> '$.severity' AS severity,
    payload ->> '$.status' AS status
  FROM event_log
  WHERE event_type = 'regression'
)
SELECT
  detected.* EXCLUDE (status),
  coalesce(alert_answers.answer, detected.status) AS investigation_status,
  alert_answers.answered_by, alert_answers.note
FROM detected
LEFT JOIN findings USING (run_id, benchmark, metric)
LEFT JOIN alert_answers ON alert_answers.alert_id = findings.id;

CREATE OR REPLACE VIEW service_levels AS
SELECT
  timestamp, run_id, suite, commit, branch, environment,
  payload ->> '$.benchmark' AS benchmark,
  payload ->> '$.metric' AS metric,
  payload ->> '$.unit' AS unit,
  (payload ->> '$.value')::DOUBLE AS value,
  (payload ->> '$.warning')::DOUBLE AS warning,
  (payload ->> '$.breach')::DOUBLE AS breach,
  payload ->> '$.status' AS status,
  payload ->> '$.category' AS category
FROM event_log
WHERE event_type = 'service_level_status';

-- The last seven days, worst first. A warning is not within the level.
CREATE OR REPLACE VIEW compliance AS
SELECT
  suite, benchmark, metric,
  count(*) AS total_runs,
  count(*) FILTER (status = 'WITHIN_SLA') AS within_sla,
  count(*) FILTER (status = 'SLA_WARNING') AS sla_warnings,
  count(*) FILTER (status = 'SLA_BREACH') AS sla_breaches,
  round(100.0 * count(*) FILTER (status = 'WITHIN_SLA') / count(*), 2) AS compliance_pct,
  max(value) AS worst
FROM service_levels
WHERE timestamp >= (now() AT TIME ZONE 'UTC') - INTERVAL 7 DAY
GROUP BY ALL
ORDER BY compliance_pct, suite, benchmark, metric;

-- A row a day and metric.
CREATE OR REPLACE VIEW trends AS
SELECT
  date_trunc('day', performance.timestamp)::DATE AS day, suite, benchmark, metric, environment, branch,
  any_value(unit) AS unit, count(*) AS run_count, avg(median) AS mean, min(median) AS min, max(median) AS max,
  arg_max(median, performance.timestamp) AS latest
FROM performance
GROUP BY ALL
ORDER BY day DESC, suite, benchmark, metric;

-- How often the gate finds a regression.
CREATE OR REPLACE VIEW regression_rate AS
SELECT
  date_trunc('month', timestamp)::DATE AS month, suite, branch,
  count(DISTINCT run_id) FILTER (event_type = 'gate_judged') AS judged_runs,
  count(DISTINCT run_id) FILTER (event_type = 'regression') AS regressed_runs
FROM event_log
WHERE event_type IN ('gate_judged', 'regression')
GROUP BY ALL
ORDER BY month DESC, suite, branch;
