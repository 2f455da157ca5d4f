import { BabelwireError } from '#libs/contracts';

throw new BabelwireError('model-unreadable', 'bug', 'cannot read the model');
