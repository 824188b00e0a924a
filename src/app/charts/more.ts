import { BoxAndWiskers, BoxPlotController, Violin, ViolinController } from '@sgratzl/chartjs-chart-boxplot';
import { Chart, RadarController, RadialLinearScale } from 'chart.js';

// Kinds that few screens draw, fetched when one of them is.
Chart.register(BoxAndWiskers, BoxPlotController, RadarController, RadialLinearScale, Violin, ViolinController);
