// Opens and closes the seeds below a method.
const seeds = {
  button(row) {
    return board.cell(row, '#method').querySelector('button');
  },
  isOpen(row) {
    const button = this.button(row);
    return button !== null && button.getAttribute('aria-expanded') === 'true';
  },
  set(row, open) {
    const button = this.button(row);
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? '▾' : '▸';
    this.refresh(row);
  },
  refresh(row) {
    for (const seed of board.seedsOf(row)) {
      seed.hidden = row.hidden || !this.isOpen(row);
    }
  },
};
const allRows = board.groups().flatMap((group) => board.methods(group));
for (const row of allRows) {
  const cell = board.cell(row, '#method');
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', `Seeds of ${cell.textContent.trim()}`);
  cell.prepend(button);
  button.addEventListener('click', () => seeds.set(row, !seeds.isOpen(row)));
  seeds.set(row, false);
}
const allSeeds = document.getElementById('all-seeds');
allSeeds.addEventListener('click', () => {
  const open = !allRows.every((row) => seeds.isOpen(row));
  allRows.forEach((row) => seeds.set(row, open));
  allSeeds.textContent = open ? 'Close all seeds' : 'Open all seeds';
});
