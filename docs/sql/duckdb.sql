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
    row_number() OVER (
      PARTITION BY coalesce(id, concat(timestamp, run_id, event_type, payload)) ORDER BY timestamp, position) AS place
  FROM (SELECT *, row_number() OVER () AS position FROM read_json(
    getvariable('history') || '/events-*.ndjson',
    format = 'newline_delimited',
    columns = {
      schema: 'VARCHAR', id: 'VARCHAR', event_type: 'VARCHAR', timestamp: 'TIMESTAMP', run_id: 'VARCHAR',
      suite: 'VARCHAR', commit: 'VARCHAR', branch: 'VARCHAR', environment: 'VARCHAR',
      producer_component: 'VARCHAR', payload: 'JSON'
    }))
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

-- One row a run and component: how long it read, transformed and wrote, with its indicators.
CREATE OR REPLACE VIEW phases AS
SELECT
  timestamp, run_id, suite, commit, branch, environment, producer_component AS component,
  payload ->> '$.stage' AS stage,
  (payload ->> '$.query_ms')::DOUBLE AS query_ms,
  (payload ->> '$.transform_ms')::DOUBLE AS transform_ms,
  (payload ->> '$.write_ms')::DOUBLE AS write_ms,
  (payload ->> '$.rows_read')::BIGINT AS rows_read,
  (payload ->> '$.rows_written')::BIGINT AS rows_written,
  payload ->> '$.bottleneck_step' AS bottleneck_step,
  payload ->> '$.query_efficiency' AS query_efficiency,
  (payload ->> '$.transform_throughput')::DOUBLE AS transform_throughput,
  (payload ->> '$.write_throughput')::DOUBLE AS write_throughput
FROM event_log
WHERE event_type = 'phase_performance';

-- One row a stage that ran jobs beside each other.
CREATE OR REPLACE VIEW parallel_stages AS
SELECT
  timestamp, run_id, suite, commit, branch, environment, producer_component AS component,
  payload ->> '$.stage' AS stage,
  (payload ->> '$.job_count')::BIGINT AS job_count,
  (payload ->> '$.max_workers')::BIGINT AS max_workers,
  (payload ->> '$.duration_ms')::DOUBLE AS duration_ms,
  (payload ->> '$.sequential_ms')::DOUBLE AS sequential_ms,
  (payload ->> '$.waves')::BIGINT AS waves,
  (payload ->> '$.speedup_potential')::DOUBLE AS speedup_potential,
  (payload ->> '$.speedup')::DOUBLE AS speedup,
  (payload ->> '$.efficiency_pct')::DOUBLE AS efficiency_pct,
  (payload ->> '$.actual_per_job')::DOUBLE AS actual_per_job
FROM event_log
WHERE event_type = 'parallel_stage_performance';

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

-- What events mean for alerts: something is wrong (raised), a breaker has closed (closed), a run could not decide
-- (doubted), the gate has judged (judged), somebody has answered (answered). Logs of earlier versions name no scope
-- of a service level; their events count for the first scope that was named later.
CREATE OR REPLACE VIEW alert_signals AS
WITH started AS (
  -- A run that is judged late comes before the runs that began after it.
  SELECT event_log.*, coalesce(starts.began_at, event_log.timestamp) AS run_start
  FROM event_log
  LEFT JOIN (
    SELECT run_id AS started_run, min(timestamp) AS began_at
    FROM event_log
    WHERE event_type = 'run_finished' AND run_id IS NOT NULL
    GROUP BY run_id
  ) AS starts ON starts.started_run = event_log.run_id
),
findings AS (
  SELECT
    *,
    payload ->> '$.benchmark' AS benchmark, payload ->> '$.rule' AS rule,
    coalesce(payload ->> '$.metric', '') AS metric, payload ->> '$.status' AS status,
    payload ->> '$.growth.parameter' AS open_parameter,
    (payload -> '$.acceptance') IS NOT NULL AS is_accepted
  FROM started
  WHERE event_type = 'finding'
),
named_findings AS (
  SELECT
    *,
    CASE WHEN open_parameter IS NULL THEN benchmark ELSE regexp_replace(
      benchmark, '([{,])' || regexp_escape(open_parameter) || '=[^,}]*', '\1' || open_parameter || '=*') END AS subject
  FROM findings
),
levels AS (
  SELECT
    *,
    payload ->> '$.benchmark' AS benchmark, payload ->> '$.metric' AS metric, payload ->> '$.status' AS status,
    payload ->> '$.scope' AS own_scope
  FROM started
  WHERE event_type = 'service_level_status' AND payload ->> '$.status' <> 'WITHIN_SLA'
),
scoped_levels AS (
  SELECT
    *,
    coalesce(
      own_scope,
      first_value(own_scope IGNORE NULLS) OVER (
        PARTITION BY suite, branch, environment, benchmark, metric ORDER BY run_start, timestamp, position
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),
      '') AS level_scope
  FROM levels
),
breakers AS (
  SELECT
    *,
    payload ->> '$.circuit' AS circuit, coalesce(payload ->> '$.benchmark', '') AS benchmark,
    payload ->> '$.to' AS entered
  FROM started
  WHERE event_type = 'breaker_transition'
)
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, 'raised' AS kind, id, event_type, rule,
  subject AS component, subject AS benchmark, nullif(metric, '') AS metric,
  concat_ws(chr(0), metric, payload ->> '$.statistic') AS figure,
  CASE rule
    WHEN 'budget' THEN if(payload ->> '$.budget.bound' = 'floor', 'at_least', '')
    WHEN 'speedup' THEN coalesce('over ' || (payload ->> '$.speedup.slower'), '')
    WHEN 'growth' THEN concat_ws(
      ' ', payload ->> '$.growth.kind', payload ->> '$.growth.series', payload ->> '$.growth.against')
    ELSE ''
  END AS detail,
  coalesce(payload ->> '$.severity', if(payload ->> '$.mode' = 'warn', 'minor', 'major')) AS severity,
  NULL AS alert_id, NULL AS answer, NULL AS answered_by, NULL AS note, NULL::JSON AS judgement
FROM named_findings
WHERE NOT is_accepted AND (payload -> '$.service_level') IS NULL
  AND (status IN ('failed', 'missing', 'changed', 'regressed', 'over_budget')
    OR payload ->> '$.doubt' = 'laxer_question')
UNION ALL
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, 'doubted', id, event_type, rule,
  subject, subject, nullif(metric, ''), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM named_findings
WHERE (rule = 'presence' AND NOT is_accepted) OR (rule <> 'presence' AND status = 'unproven')
UNION ALL
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, 'raised', id, event_type, 'service_level',
  benchmark, benchmark, metric, metric, level_scope, if(status = 'SLA_BREACH', 'critical', 'minor'), NULL, NULL,
  NULL, NULL, NULL
FROM scoped_levels
UNION ALL
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, if(entered IN ('open', 'half_open'), 'raised', 'closed'),
  id, event_type, '', circuit, benchmark, NULL, benchmark, '', if(entered = 'open', 'critical', 'minor'), NULL, NULL,
  NULL, NULL, NULL
FROM breakers
UNION ALL
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, 'judged', id, event_type, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, payload
FROM started
WHERE event_type = 'gate_judged'
UNION ALL
SELECT
  position, timestamp, run_start, run_id, suite, commit, branch, environment, 'answered', id, event_type, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, payload ->> '$.alert_id', if(event_type = 'alert_resolved', 'resolved', 'acknowledged'), payload ->> '$.by', payload ->> '$.note', NULL
FROM started
WHERE event_type IN ('alert_acknowledged', 'alert_resolved');

-- One row an alert, as 'speedgate-detect history alerts' has it, whatever its state and its age. An alert is what was
-- raised about one subject in one suite, branch and kind of machine; what came after is gone through in the order in
-- which the runs began, as docs/history.md says.
CREATE OR REPLACE VIEW alerts AS
WITH raised AS (
  SELECT
    *,
    concat_ws(
      chr(1), coalesce(suite, ''), coalesce(branch, chr(2)), coalesce(environment, chr(2)), event_type, component, benchmark,
      rule, figure, detail) AS alert,
    list_position(['minor', 'major', 'critical'], severity) AS rank
  FROM alert_signals
  WHERE kind IN ('raised', 'closed')
),
subjects AS (
  SELECT
    alert, suite, branch, environment, event_type, component, benchmark, rule, metric,
    arg_min(id, (run_start, timestamp, position)) AS id, arg_min(timestamp, (run_start, timestamp, position)) AS raised_at,
    min((run_start, timestamp, position)) AS began,
    arg_min(run_id, (run_start, timestamp, position)) AS first_run_id,
    arg_min(commit, (run_start, timestamp, position)) AS first_commit
  FROM raised
  WHERE kind = 'raised'
  GROUP BY alert, suite, branch, environment, event_type, component, benchmark, rule, metric
),
-- What a whole run looked at; logs of earlier versions do not say, and count as having looked at everything.
judgements AS (
  SELECT
    *,
    from_json(judgement -> '$.benchmarks', '["VARCHAR"]') AS judged,
    from_json(judgement -> '$.not_compared', '[{"benchmark": "VARCHAR", "metric": "VARCHAR"}]') AS not_compared,
    (judgement ->> '$.baseline_run_id') IS NOT NULL AS has_baseline,
    (judgement ->> '$.anchor_run_id') IS NOT NULL AS has_anchor
  FROM alert_signals
  WHERE kind = 'judged' AND NOT coalesce((judgement ->> '$.filtered')::BOOLEAN, false)
),
steps AS (
  SELECT
    alert, run_start, timestamp, position, kind, run_id, rank, NULL AS answer, NULL AS answered_by, NULL AS note
  FROM raised
  UNION ALL
  -- Its silence resolves an alert that it would have found.
  SELECT
    subjects.alert, signal.run_start, signal.timestamp, signal.position, signal.kind, signal.run_id, NULL, NULL, NULL, NULL
  FROM subjects
  JOIN judgements AS signal
    ON signal.suite IS NOT DISTINCT FROM subjects.suite AND signal.branch IS NOT DISTINCT FROM subjects.branch
    AND signal.environment IS NOT DISTINCT FROM subjects.environment
  WHERE (
      signal.judged IS NULL OR subjects.benchmark = '' OR list_contains(signal.judged, subjects.benchmark)
      OR (
        subjects.rule = 'growth'
        AND list_contains(
          list_transform(signal.judged, lambda name: regexp_replace(name, '[{].*[}]$', '')),
          regexp_replace(subjects.benchmark, '[{].*[}]$', ''))))
    AND CASE
      WHEN subjects.rule IN ('regression', 'machines') THEN signal.has_baseline AND NOT coalesce(
        list_contains(signal.not_compared, {'benchmark': subjects.benchmark, 'metric': subjects.metric}), false)
      WHEN subjects.rule = 'creep' THEN signal.has_anchor OR signal.judged IS NULL
      ELSE true END
  UNION ALL
  -- What a run could not say leaves it as it is.
  SELECT
    subjects.alert, signal.run_start, signal.timestamp, signal.position, signal.kind, signal.run_id, NULL, NULL, NULL, NULL
  FROM subjects
  JOIN alert_signals AS signal
    ON signal.suite IS NOT DISTINCT FROM subjects.suite AND signal.branch IS NOT DISTINCT FROM subjects.branch
    AND signal.environment IS NOT DISTINCT FROM subjects.environment
  WHERE signal.kind = 'doubted'
    AND (
      signal.benchmark = subjects.benchmark
      OR (
        subjects.rule = 'growth'
        AND regexp_replace(signal.benchmark, '[{].*[}]$', '') = regexp_replace(subjects.benchmark, '[{].*[}]$', '')))
    AND (signal.rule = 'presence' OR (signal.rule = subjects.rule AND signal.metric IS NOT DISTINCT FROM subjects.metric))
  UNION ALL
  -- An answer to any event of an alert answers the alert, after all runs that were recorded before it.
  SELECT
    raised.alert,
    coalesce(
      (
        SELECT max(earlier.run_start)
        FROM alert_signals AS earlier
        WHERE earlier.kind <> 'answered' AND earlier.suite IS NOT DISTINCT FROM raised.suite
          AND earlier.branch IS NOT DISTINCT FROM raised.branch
          AND earlier.environment IS NOT DISTINCT FROM raised.environment
          AND (earlier.timestamp, earlier.position) < (signal.timestamp, signal.position)
      ),
      signal.timestamp),
    signal.timestamp, signal.position, signal.kind, NULL, NULL, signal.answer, signal.answered_by, signal.note
  FROM alert_signals AS signal
  JOIN raised ON raised.kind = 'raised' AND raised.id = signal.alert_id
  WHERE signal.kind = 'answered'
),
ordered AS (
  SELECT
    alert,
    list({
      'kind': kind, 'at': timestamp, 'moment': {'run_start': run_start, 'at': timestamp}, 'run': run_id, 'rank': rank, 'answer': answer, 'answered_by': answered_by, 'note': note,
      'is_breaker': event_type = 'breaker_transition', 'state': 'open', 'change': 'opened', 'changed_at': timestamp,
      'changed_by': run_id, 'peak': rank, 'runs': 1::BIGINT, 'last_run': run_id, 'last_seen': timestamp,
      'held': {'run_start': run_start, 'at': timestamp}
    } ORDER BY steps.run_start, steps.timestamp, steps.position) AS steps
  FROM steps
  JOIN subjects USING (alert)
  WHERE (steps.run_start, steps.timestamp, steps.position) > subjects.began
    OR (steps.kind = 'raised' AND (steps.run_start, steps.timestamp, steps.position) = subjects.began)
  GROUP BY alert
),
-- From step to step: found again, resolved, answered, or nothing new.
ended AS (
  SELECT
    alert,
    list_reduce(steps, lambda a, x: {
      'kind': x.kind, 'at': x.at, 'moment': x.moment, 'run': x.run,
      'rank': CASE
        WHEN x.kind = 'raised' AND (
          a.state = 'resolved' OR x.rank > a.rank OR a.is_breaker OR x.run IS NULL OR x.run IS DISTINCT FROM a.last_run
          OR x.at <> a.last_seen)
        THEN x.rank ELSE a.rank END,
      'answer': x.answer,
      'answered_by': if(x.kind = 'answered', x.answered_by, a.answered_by),
      'note': if(x.kind = 'answered', x.note, a.note),
      'is_breaker': a.is_breaker,
      'state': CASE
        WHEN x.kind = 'raised' AND (a.state = 'resolved' OR (a.state = 'acknowledged' AND x.rank > a.peak)) THEN 'reopened'
        WHEN x.kind = 'answered' AND a.state <> 'resolved' THEN x.answer
        WHEN x.kind = 'closed' THEN 'resolved'
        WHEN x.kind = 'judged' AND a.held < x.moment
          AND NOT (a.is_breaker AND a.last_run IS NOT DISTINCT FROM x.run) THEN 'resolved'
        ELSE a.state END,
      'change': CASE
        WHEN x.kind = 'raised' AND a.state = 'resolved' THEN 'reopened'
        WHEN x.kind = 'raised' AND x.rank > a.peak AND NOT (
          NOT a.is_breaker AND x.run IS NOT NULL AND x.run = a.last_run AND x.at = a.last_seen AND a.changed_at = x.at)
        THEN 'escalated'
        WHEN x.kind = 'answered' AND a.state <> 'resolved' THEN x.answer
        WHEN x.kind = 'closed' THEN 'resolved'
        WHEN x.kind = 'judged' AND a.held < x.moment
          AND NOT (a.is_breaker AND a.last_run IS NOT DISTINCT FROM x.run) THEN 'resolved'
        ELSE a.change END,
      'changed_at': CASE
        WHEN x.kind = 'raised' AND (a.state = 'resolved' OR x.rank > a.peak) THEN x.at
        WHEN a.state <> 'resolved' AND (
          x.kind IN ('answered', 'closed')
          OR (
            x.kind = 'judged' AND a.held < x.moment
            AND NOT (a.is_breaker AND a.last_run IS NOT DISTINCT FROM x.run)))
        THEN x.at ELSE a.changed_at END,
      'changed_by': CASE
        WHEN x.kind = 'raised' AND (a.state = 'resolved' OR x.rank > a.peak) THEN x.run
        WHEN a.state <> 'resolved' AND (
          x.kind IN ('answered', 'closed')
          OR (
            x.kind = 'judged' AND a.held < x.moment
            AND NOT (a.is_breaker AND a.last_run IS NOT DISTINCT FROM x.run)))
        THEN x.run ELSE a.changed_by END,
      'peak': CASE
        WHEN x.kind = 'raised' THEN if(a.state = 'resolved', x.rank, greatest(a.peak, x.rank))
        WHEN x.kind = 'answered' AND a.state <> 'resolved' THEN a.rank
        ELSE a.peak END,
      'runs': a.runs + if(x.kind = 'raised' AND (x.run IS NULL OR x.run IS DISTINCT FROM a.last_run), 1, 0),
      'last_run': if(x.kind = 'raised', x.run, a.last_run),
      'last_seen': if(x.kind = 'raised', x.at, a.last_seen),
      'held': if(x.kind IN ('raised', 'doubted'), x.moment, a.held)
    }) AS last
  FROM ordered
)
SELECT
  subjects.id, last.state, ['minor', 'major', 'critical'][last.rank] AS severity, raised_at, component, metric, last.runs,
  last.last_seen AS last_seen_at, last.change, last.changed_at, last.changed_by AS changed_by_run, last.answered_by, last.note,
  first_run_id AS run_id, first_commit AS commit, suite, branch, environment, event_type
FROM subjects
JOIN ended USING (alert)
ORDER BY last.rank DESC, raised_at DESC, subjects.id DESC;

-- An alert is answered under the identifier of the finding that raised it.
CREATE OR REPLACE VIEW regressions AS
WITH findings AS (
  SELECT
    id, run_id,
    payload ->> '$.benchmark' AS benchmark,
    payload ->> '$.metric' AS metric
  FROM event_log
  WHERE event_type = 'finding' AND payload ->> '$.rule' = 'regression' AND payload ->> '$.status' = 'regressed'
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
  payload ->> '$.category' AS category,
  coalesce(
    payload ->> '$.component_type',
    max(payload ->> '$.component_type') OVER (PARTITION BY suite, payload ->> '$.benchmark', payload ->> '$.metric')
  ) AS component_type
FROM event_log
WHERE event_type = 'service_level_status';

-- The last seven days, worst first. A warning is not within the level.
CREATE OR REPLACE VIEW compliance AS
SELECT
  suite, benchmark, component_type, metric,
  count(*) AS total_runs,
  count(*) FILTER (status = 'WITHIN_SLA') AS within_sla,
  count(*) FILTER (status = 'SLA_WARNING') AS sla_warnings,
  count(*) FILTER (status = 'SLA_BREACH') AS sla_breaches,
  -- One breach in a hundred thousand runs is not rounded away.
  least(
    round(100.0 * count(*) FILTER (status = 'WITHIN_SLA') / count(*), 2),
    CASE WHEN bool_and(status = 'WITHIN_SLA') THEN 100.0 ELSE 99.99 END
  ) AS compliance_pct,
  max(value) AS worst
FROM service_levels
WHERE timestamp >= (now() AT TIME ZONE 'UTC') - INTERVAL 7 DAY
GROUP BY ALL
ORDER BY compliance_pct, suite, benchmark, metric, component_type NULLS FIRST;

-- A row a day and metric; breaches are runs above the breach threshold of its service level, NULL where it has none.
CREATE OR REPLACE VIEW trends AS
WITH levels AS (
  SELECT run_id, suite, benchmark, metric, bool_or(status = 'SLA_BREACH') AS is_breach
  FROM service_levels
  GROUP BY ALL
),
promised AS (SELECT DISTINCT suite, benchmark, metric, true AS has_level FROM levels)
SELECT
  date_trunc('day', performance.timestamp)::DATE AS day, suite, benchmark, metric, environment, branch,
  any_value(unit) AS unit, count(*) AS run_count, avg(median) AS mean, min(median) AS min, max(median) AS max,
  arg_max(median, performance.timestamp) AS latest,
  CASE WHEN bool_or(has_level) THEN count(*) FILTER (is_breach) END AS breaches
FROM performance
LEFT JOIN levels USING (run_id, suite, benchmark, metric)
LEFT JOIN promised USING (suite, benchmark, metric)
GROUP BY day, suite, benchmark, metric, environment, branch
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
