// One data set at a time, on the whole page; methods by a part of their name, on the board.
const dataSet = document.getElementById('data-set');
const methodFilter = document.getElementById('method-filter');
dataSet.addEventListener('change', () => {
  for (const part of document.querySelectorAll('[data-dataset]')) {
    part.hidden = dataSet.value !== '' && part.dataset.dataset !== dataSet.value;
  }
  board.say(`Data set: ${dataSet.selectedOptions[0].text}.`);
});
methodFilter.addEventListener('input', () => {
  const wanted = methodFilter.value.trim().toLowerCase();
  let shown = 0;
  for (const group of board.groups()) {
    for (const row of board.methods(group)) {
      row.hidden = !row.dataset.method.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
      seeds.refresh(row);
    }
  }
  board.say(`${shown} ${shown === 1 ? 'row' : 'rows'} shown.`);
});
