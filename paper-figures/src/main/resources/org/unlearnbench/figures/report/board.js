// The board's table and what its parts are called, for the modules after this one.
const board = {
  table: document.getElementById('board-table'),
  controls: document.getElementById('board-controls'),
  groups() {
    return [...this.table.tBodies];
  },
  methods(group) {
    return [...group.querySelectorAll('tr.method')];
  },
  seedsOf(row) {
    const key = CSS.escape(row.dataset.key);
    return [...row.parentElement.querySelectorAll(`tr.seed[data-of="${key}"]`)];
  },
  cell(row, column) {
    return row.querySelector(`:scope > [data-column="${CSS.escape(column)}"]`);
  },
  header(column) {
    return this.cell(this.table.tHead.rows[0], column);
  },
  // A number, or NaN where the board says NA.
  value(row, column) {
    const cell = this.cell(row, column);
    return column.startsWith('#') ? parseFloat(cell.textContent) : parseFloat(cell.dataset.value);
  },
  say(text) {
    document.getElementById('board-status').textContent = text;
  },
};
board.controls.hidden = false;
board.controls.addEventListener('submit', (event) => event.preventDefault());
