export { LanguageConsumerModule } from './language.module.js';
