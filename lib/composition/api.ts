import { createPipeline } from '../middleware/api/pipeline.ts';
import { pipeline } from './platform.ts';

/** Makes the handler of a route from its schemas and its use case. */
export const apiHandler = createPipeline(pipeline);
