import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';

// Only the parts in use, so that the rest is left out of the bundle.
Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
);

/** The same chart, which does not draw when it is made but when it is next told to, or when its size changes. */
export function undrawn(config: ChartConfiguration): ChartConfiguration {
  let made = false;
  const beforeRender = () => {
    const before = made;
    made = true;
    return before;
  };
  return { ...config, plugins: [...(config.plugins ?? []), { id: 'kithUndrawn', beforeRender }] };
}

export { Chart };
