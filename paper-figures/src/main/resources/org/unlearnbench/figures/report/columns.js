// Shows and hides columns.
const columns = {
  show(column, shown) {
    for (const cell of board.table.querySelectorAll(`[data-column="${CSS.escape(column)}"]`)) {
      cell.hidden = !shown;
    }
    const box = [...board.controls.querySelectorAll('.columns input')].find((b) => b.value === column);
    if (box) {
      box.checked = shown;
    }
  },
};
for (const box of board.controls.querySelectorAll('.columns input')) {
  box.addEventListener('change', () => columns.show(box.value, box.checked));
}
