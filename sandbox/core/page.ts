/**
 * The page of a running simulator: its operations with how often each was called, the fault switches, the latest calls
 * and the state. It asks the routes below `/__sandbox` and needs nothing from elsewhere.
 */
export const SIMULATOR_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulator</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; max-width: 75rem; color: #1c2530; }
  h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin-top: 1.8rem; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #dde3ea; vertical-align: top; }
  code, pre, textarea { font: 12px/1.4 ui-monospace, monospace; } pre { background: #f4f6f9; padding: .75rem; overflow: auto; max-height: 28rem; }
  input, select, textarea, button { font: inherit; } form { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; }
  .faulty { background: #fff1e6; } .note { color: #b3261e; min-height: 1.2em; }
</style>
<h1 id="title">Simulator</h1>
<p><button id="reset">Back to the first state</button> <button id="refresh">Refresh</button></p>
<h2>Fault switches</h2>
<form id="switch">
  <label>Operation <input name="target" list="targets" value="*" size="45" required></label>
  <datalist id="targets"></datalist>
  <label>Fault <textarea name="fault" rows="1" cols="50" required>{"kind":"status","status":503}</textarea></label>
  <button>Switch on</button> <button type="button" id="clear">Clear all</button>
</form>
<p class="note" id="note" role="alert"></p>
<ul id="faults"></ul>
<h2>Operations</h2>
<p><input id="filter" placeholder="Filter" aria-label="Filter operations"></p>
<table><thead><tr><th>Id<th>Method<th>Path<th>Title<th>Calls</thead><tbody id="operations"></tbody></table>
<h2>Latest calls</h2><pre id="calls"></pre>
<h2>State</h2><pre id="state"></pre>
<script>
  const at = (id) => document.getElementById(id);
  const json = async (path, options) => {
    const answer = await fetch('/__sandbox' + path, options);
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error ?? JSON.stringify(body));
    return body;
  };
  const cell = (text) => Object.assign(document.createElement('td'), { textContent: text });
  let operations = [];
  let counts = {};
  let faulty = new Set();
  const showOperations = () => {
    const wanted = at('filter').value.toLowerCase();
    at('operations').replaceChildren(...operations
      .filter((row) => Object.values(row).join(' ').toLowerCase().includes(wanted))
      .map((row) => {
        const line = document.createElement('tr');
        line.append(cell(row.id), cell(row.method), cell(row.path), cell(row.title), cell(counts[row.id] ?? 0));
        if (faulty.has(row.id) || faulty.has('*')) line.className = 'faulty';
        return line;
      }));
  };
  const refresh = async () => {
    const summary = await json('');
    at('title').textContent = 'Simulator of ' + summary.system;
    ({ operations, counts } = summary);
    faulty = new Set(summary.faults.map(({ target }) => target));
    at('faults').replaceChildren(...summary.faults.map(({ target, fault }) =>
      Object.assign(document.createElement('li'), { textContent: target + ' ' + JSON.stringify(fault) })));
    at('targets').replaceChildren(...['*', ...operations.map(({ id }) => id)].map((value) =>
      Object.assign(document.createElement('option'), { value })));
    showOperations();
    const { calls } = await json('/calls');
    at('calls').textContent = calls.slice(-20).reverse()
      .map((call) => [call.at, call.method, call.path, call.status ?? 'no answer', call.fault ?? ''].join('  ')).join('\\n') || 'none yet';
    at('state').textContent = JSON.stringify(await json('/state'), null, 2);
  };
  const act = (work) => async (event) => {
    event?.preventDefault();
    at('note').textContent = '';
    try { await work(event); await refresh(); } catch (error) { at('note').textContent = error.message; }
  };
  at('switch').addEventListener('submit', act(() => {
    const form = new FormData(at('switch'));
    const body = JSON.stringify({ target: form.get('target'), fault: JSON.parse(form.get('fault')) });
    return json('/faults', { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  }));
  at('clear').addEventListener('click', act(() => json('/faults', { method: 'DELETE' })));
  at('reset').addEventListener('click', act(() => json('/reset', { method: 'POST' })));
  at('refresh').addEventListener('click', act(() => undefined));
  at('filter').addEventListener('input', showOperations);
  act(() => undefined)();
</script>
</html>
`;
