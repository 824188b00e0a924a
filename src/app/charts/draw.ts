import type { ChartConfiguration, ChartData } from 'chart.js';
import { inTurn } from '../state/turns';
import { Chart } from './register';

/**
 * Draws a chart into a canvas in three tasks: its frame without numbers, the numbers, and the picture. In one, the first
 * chart of a page took a task of 40 ms on an idle machine. Returns how to take it away again, however far it is.
 */
export function drawInTurn(canvas: HTMLCanvasElement, config: () => ChartConfiguration): () => void {
  let chart: Chart | null = null;
  let held = true;
  const hold = { id: 'kithHold', beforeRender: () => !held };
  let callOff = inTurn(() => {
    const { data, plugins = [], ...rest } = config();
    const empty: ChartData = { labels: [], datasets: [] };
    const made = new Chart(canvas, { ...rest, data: empty, plugins: [...plugins, hold] });
    chart = made;
    callOff = inTurn(() => {
      made.data = data;
      made.update();
      callOff = inTurn(() => {
        held = false;
        made.render();
      });
    });
  });
  return () => {
    callOff();
    chart?.destroy();
  };
}
