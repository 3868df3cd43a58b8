package winnow.local;

import java.util.List;
import java.util.function.Supplier;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** Answer GET / and HEAD /, which clients ask for the server's version and to see whether it is there. */
final class Greeting extends BaseRestHandler {
    private final Supplier<DiscoveryNodes> nodes;

    Greeting(Supplier<DiscoveryNodes> nodes) {
        this.nodes = nodes;
    }

    @Override
    public String getName() {
        return "winnow_local_greeting";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        return channel -> {
            var body = channel.newBuilder().startObject();
            body.field("name", nodes.get().getLocalNode().getName());
            body.startObject("version");
            body.field("number", Build.current().version());
            body.field("build_flavor", Build.current().flavor());
            body.endObject();
            body.field("tagline", "Winnow's local Elasticsearch");
            channel.sendResponse(new RestResponse(RestStatus.OK, body.endObject()));
        };
    }
}
