// Sorts the methods of every data set by a column; a row's seeds go with it.
const sorting = {
  by(column, ascending) {
    for (const group of board.groups()) {
      const rows = board.methods(group);
      rows.sort((a, b) => this.compare(a, b, column, ascending));
      for (const row of rows) {
        const seeds = board.seedsOf(row);
        group.append(row, ...seeds);
      }
    }
    for (const header of board.table.tHead.rows[0].cells) {
      header.removeAttribute('aria-sort');
    }
    board.header(column).setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  },
  compare(a, b, column, ascending) {
    const sign = ascending ? 1 : -1;
    if (column === '#method') {
      const name = (row) => board.cell(row, column).textContent.trim();
      return sign * name(a).localeCompare(name(b), 'en');
    }
    const x = board.value(a, column);
    const y = board.value(b, column);
    if (Number.isNaN(x) || Number.isNaN(y)) {
      return Number.isNaN(x) - Number.isNaN(y); // what has no value comes last either way
    }
    return sign * (x - y);
  },
};
for (const header of board.table.tHead.rows[0].cells) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...header.childNodes);
  header.append(button);
  button.addEventListener('click', () => {
    const column = header.dataset.column;
    const now = header.getAttribute('aria-sort');
    const bestFirst = header.dataset.direction === 'HIGHER' ? 'descending' : 'ascending';
    const next = now ? (now === 'ascending' ? 'descending' : 'ascending') : bestFirst;
    sorting.by(column, next === 'ascending');
    board.say(`Sorted by ${header.innerText.trim().split('\n')[0]}, ${next}.`);
  });
}
