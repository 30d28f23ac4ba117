// Ranks by any metric that has a better end; equal means share a place.
const ranking = {
  by(column) {
    const higher = board.header(column).dataset.direction === 'HIGHER';
    for (const group of board.groups()) {
      const rows = board.methods(group);
      for (const row of rows) {
        const value = board.value(row, column);
        const better = rows.filter((other) => {
          const theirs = board.value(other, column);
          return higher ? theirs > value : theirs < value;
        });
        board.cell(row, '#rank').textContent = Number.isNaN(value) ? 'NA' : better.length + 1;
      }
    }
    columns.show(column, true);
    for (const cell of board.table.querySelectorAll('.ranking')) {
      cell.classList.remove('ranking');
    }
    for (const cell of board.table.querySelectorAll(`[data-column="${CSS.escape(column)}"]`)) {
      cell.classList.add('ranking');
    }
    sorting.by('#rank', true);
  },
};
const rankBy = document.getElementById('rank-by');
rankBy.addEventListener('change', () => {
  ranking.by(rankBy.value);
  board.say(`Ranked by ${rankBy.selectedOptions[0].text}.`);
});
if (rankBy.value) {
  ranking.by(rankBy.value);
}
