export const MESSAGE_GATEWAY = 'message-gateway';
