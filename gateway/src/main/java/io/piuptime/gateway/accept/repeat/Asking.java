package io.piuptime.gateway.accept.repeat;

/**
 * What makes two requests one: the same caller says so by the same key for the same operation.
 *
 * @param caller public id of the caller's key: no caller ever meets the answers of another
 * @param method of the request
 * @param path of the request, without its query
 * @param key that the caller chose
 */
public record Asking(String caller, String method, String path, String key) {
    /** Bytes that it takes in memory, roughly. */
    int weight() {
        return caller.length() + method.length() + path.length() + key.length();
    }

    /** Without the caller's choice, which is nobody's business. */
    @Override
    public String toString() {
        return method + " " + path + " of " + caller;
    }
}
