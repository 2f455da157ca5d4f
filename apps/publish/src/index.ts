export { PublishConsumerModule, PublishHttpModule } from './publish.module.js';
