package io.piuptime.app.run;

/** What a start prints: where the gateway listens, and one line that proves it works. */
final class Welcome {
    private Welcome() {}

    static String text(GatewayProcess process) {
        return """
                Pi Uptime %s is ready (%d ms after the JVM began)
                  data    %s
                  admin   %s
                  folder  %s

                Try it:

                %s
                """.formatted(
                        process.version(),
                        process.startMillis(),
                        process.dataUrl(),
                        process.adminUrl(),
                        process.folder(),
                        curl(process));
    }

    /** One line to paste: a streamed answer from the first model that is there without a provider. */
    private static String curl(GatewayProcess process) {
        String insecure = process.dataUrl().startsWith("https") ? "-k " : "";
        return "curl -N " + insecure + process.dataUrl() + "/v1/chat/completions -H \"Authorization: Bearer $(cat '"
                + process.folder().resolve("first-key")
                + "')\" -H 'Content-Type: application/json' -d '{\"model\":\"demo\",\"stream\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello, who are you?\"}]}'";
    }
}
