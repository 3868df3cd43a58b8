package winnow.local;

import java.io.Reader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.elasticsearch.ElasticsearchException;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.AnalyzerScope;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.PreBuiltAnalyzerProvider;
import org.elasticsearch.index.analysis.PreConfiguredCharFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenizer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;

/** Offer, under the names of a full Elasticsearch, the analysis that Winnow's index template uses, and GET /. */
public final class WinnowLocalPlugin extends Plugin implements ActionPlugin, AnalysisPlugin {

    // Loaded here, on one thread: two requests that are the first to fail, at the same moment and in different ways,
    // can wait for each other for ever inside this class's static initialiser.
    static final Exception LOADED_EARLY = new ElasticsearchException("never thrown");

    private static final Map<String, UnaryOperator<TokenStream>> STEMMERS = Map.ofEntries(
        Map.entry("english", PorterStemFilter::new),
        Map.entry("light_english", KStemFilter::new),
        Map.entry("minimal_english", EnglishMinimalStemFilter::new),
        Map.entry("possessive_english", EnglishPossessiveFilter::new),
        Map.entry("light_german", GermanLightStemFilter::new),
        Map.entry("light_french", FrenchLightStemFilter::new),
        Map.entry("light_spanish", SpanishLightStemFilter::new),
        Map.entry("light_italian", ItalianLightStemFilter::new),
        Map.entry("light_portuguese", PortugueseLightStemFilter::new));

    private record Filter(String name, UnaryOperator<TokenStream> make) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return make.apply(tokens);
        }
    }

    /** A filter that applies to keywords as well, through a normalizer. */
    private record Folding(String name, boolean keepOriginal) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return new ASCIIFoldingFilter(tokens, keepOriginal);
        }
    }

    private record HtmlStrip(String name) implements CharFilterFactory {
        @Override
        public Reader create(Reader text) {
            return new HTMLStripCharFilter(text);
        }
    }

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of(
            "dutch", analyzer(DutchAnalyzer.getDefaultStopSet(), DutchAnalyzer::new),
            "english", analyzer(EnglishAnalyzer.getDefaultStopSet(), EnglishAnalyzer::new),
            "french", analyzer(FrenchAnalyzer.getDefaultStopSet(), FrenchAnalyzer::new),
            "german", analyzer(GermanAnalyzer.getDefaultStopSet(), GermanAnalyzer::new),
            "italian", analyzer(ItalianAnalyzer.getDefaultStopSet(), ItalianAnalyzer::new),
            "portuguese", analyzer(PortugueseAnalyzer.getDefaultStopSet(), PortugueseAnalyzer::new),
            "spanish", analyzer(SpanishAnalyzer.getDefaultStopSet(), SpanishAnalyzer::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "asciifolding", (index, node, name, settings) ->
                new Folding(name, settings.getAsBoolean("preserve_original", false)),
            "edge_ngram", AnalysisPlugin.requiresAnalysisSettings((index, node, name, settings) -> edgeNgram(name, settings)),
            "stemmer", AnalysisPlugin.requiresAnalysisSettings((index, node, name, settings) -> stemmer(name, settings)));
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of("html_strip", (index, node, name, settings) -> new HtmlStrip(name));
    }

    @Override
    public List<PreConfiguredCharFilter> getPreConfiguredCharFilters() {
        return List.of(PreConfiguredCharFilter.singleton("html_strip", false, HTMLStripCharFilter::new));
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new));
    }

    @Override
    public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
        return List.of(
            PreConfiguredTokenizer.singleton("keyword", KeywordTokenizer::new),
            PreConfiguredTokenizer.singleton("whitespace", WhitespaceTokenizer::new));
    }

    @Override
    public Collection<RestHandler> getRestHandlers(
            RestHandlersServices services, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
        return List.of(new Greeting(nodes));
    }

    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> analyzer(
            CharArraySet stopWords, BiFunction<CharArraySet, CharArraySet, Analyzer> make) {
        return (index, node, name, settings) -> {
            Settings given = settings == null ? Settings.EMPTY : settings;
            Analyzer made = make.apply(
                Analysis.parseStopWords(node, given, stopWords),
                Analysis.parseStemExclusion(given, CharArraySet.EMPTY_SET));
            return new PreBuiltAnalyzerProvider(name, AnalyzerScope.INDEX, made);
        };
    }

    private static TokenFilterFactory edgeNgram(String name, Settings settings) {
        int shortest = settings.getAsInt("min_gram", 1);
        int longest = settings.getAsInt("max_gram", 2);
        boolean keepOriginal = settings.getAsBoolean("preserve_original", false);
        return new Filter(name, tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, keepOriginal));
    }

    private static TokenFilterFactory stemmer(String name, Settings settings) {
        String language = settings.get("language", "english");
        if (!STEMMERS.containsKey(language)) {
            throw new IllegalArgumentException("the local plugin has no stemmer [" + language + "]");
        }
        return new Filter(name, STEMMERS.get(language));
    }
}
