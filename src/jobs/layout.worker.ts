import { createRandom } from '../kernels/random/random';
import { layOut, umapDefaults } from '../models/umap';
import { serve } from './serve';

serve({
  async *layOut({ seed, start, ...sample }, context) {
    const layout = yield* layOut(sample, start, umapDefaults, createRandom(seed).fork('umap'));
    context.handOver();
    return layout;
  },
});
